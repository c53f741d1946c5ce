import { setImmediate as letOthers } from 'node:timers/promises'

/** Nobody who asks something of this process meanwhile waits longer than this for a piece of work to let them in. */
const longest = 5
/** A long piece of work is heard of this often, however slow it is. */
const often = 5_000

/**
 * For work that would hold the process for seconds: called between its small parts, it lets others in when their turn has come, and tells how
 * far the work is from time to time.
 */
export function takeTurns(tell: (count: number) => Promise<void>): (count: number) => Promise<void> {
  let [since, told] = [performance.now(), performance.now()]
  return async (count) => {
    if (performance.now() - since < longest) return
    await letOthers()
    if (performance.now() - told >= often) {
      await tell(count)
      told = performance.now()
    }
    since = performance.now()
  }
}
