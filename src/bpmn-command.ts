import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Text } from '#base'
import { withoutPool } from '#bpmn'
import { checkDefinition, type DefinitionGround } from '#management'

const notBeside: Text = {
  zh: '（不在本文件旁边，无法检查；请把“流程代码.bpmn”放在一起）',
  en: ' (not beside this file, so it cannot be checked: put KEY.bpmn next to it)',
}

/** The line of the file on which an element begins. */
function lineIn(text: string, element: string | null): number | string {
  const at = element === null ? -1 : text.split('\n').findIndex((line) => line.includes(` id="${element}"`))
  return at < 0 ? '–' : at + 1
}

/** Compiles the model in a file and says what is wrong with it. `refused` goes to where errors go. */
export async function checkRouteFile(
  file: string,
  say: (text: Text) => string,
): Promise<{ code: 0 | 1 | 2; refused: string[]; said: string }> {
  if (!existsSync(file))
    return { code: 2, refused: [say({ zh: `没有这个文件：${file}`, en: `no such file: ${file}` })], said: '' }
  // Without a city at hand nobody can say which departments, tables and forms it has: those are left to the publishing.
  const ground: DefinitionGround = {
    hasDecisions: () => true,
    hasDepartment: () => true,
    sourcesOf: (graph) => new Set(graph.reads.keys()),
    // What is called lies beside the file that calls it, under its key; a version that it names is that of some city.
    findCalled(name) {
      const [key = ''] = name.split('@')
      const beside = join(dirname(file), `${basename(key)}.bpmn`)
      return basename(key) === key && existsSync(beside) ? readFileSync(beside, 'utf8') : null
    },
  }
  const text = readFileSync(file, 'utf8')
  const framed = await withoutPool(text)
  const { graph, problems } = await checkDefinition(framed?.xml ?? text, ground)
  const left = (framed?.left ?? []).map(
    ({ element, name, sentence }) =>
      `${file}:${lineIn(text, element)} ${element ?? ''} ${say({ zh: '提醒：', en: 'warning: ' })}${name} ${sentence === null ? '' : say(sentence)}`,
  )
  const found = problems.map(({ line, element, code, severity, sentence }) => {
    const word = severity === 'error' ? '' : say({ zh: '提醒：', en: 'warning: ' })
    const where = severity === 'error' && code === 'called-unknown' ? say(notBeside) : ''
    // Without its frame the text has other lines than the file.
    const at = framed === null ? (line ?? '–') : lineIn(text, element)
    return `${file}:${at} ${element ?? ''} ${word}${say(sentence)}${where}`
  })
  const refused = [...left, ...found]
  if (graph === null || problems.some((one) => one.severity === 'error')) return { code: 1, refused, said: '' }
  const count = graph.ids.length
  return { code: 0, refused, said: say({ zh: `可以运行，共 ${count} 个元素`, en: `can run: ${count} elements` }) }
}
