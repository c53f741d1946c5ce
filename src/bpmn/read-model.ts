import { defaultLimits } from './limits.ts'
import type { Model } from './model.ts'
import { parseXml } from './parse.ts'
import type { Problem } from './problem.ts'
import { scanXml } from './scan-xml.ts'

/**
 * What a document says, read and not judged: enough to compare two versions of which one cannot run yet. Null, with the
 * problems, when it cannot even be read.
 */
export async function readModel(xml: string): Promise<{ model: Model | null; problems: Problem[] }> {
  const scan = scanXml(xml, defaultLimits)
  return scan.problems.length > 0 ? { model: null, problems: scan.problems } : parseXml(xml, scan.lines)
}
