/**
 * Does one piece of work after another for as long as the process runs. `work` tells how much it found: while there was something
 * it is asked again after `between` milliseconds (at once), else after `idle`. What it throws is told, and it is tried again after two seconds.
 */
export function keepDoing(
  work: () => Promise<number>,
  options: { idle: number; between?: number; onError: (error: unknown) => void },
): { stop: () => Promise<void> } {
  let going = true
  let wake = (): void => {}
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (going) {
      try {
        const pause = (await work()) === 0 ? options.idle : (options.between ?? 0)
        if (going && pause > 0) await rest(pause)
      } catch (error) {
        options.onError(error)
        if (going) await rest(2_000)
      }
    }
  }
  const done = loop()
  return {
    async stop() {
      going = false
      wake()
      await done
    },
  }
}
