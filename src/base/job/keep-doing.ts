/**
 * Does one piece of work after another for as long as the process runs. `work` tells how much it found: while there was something
 * it is asked again at once, else after `idle` milliseconds. What it throws is told, and it is tried again after two seconds.
 */
export function keepDoing(
  work: () => Promise<number>,
  options: { idle: number; onError: (error: unknown) => void },
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
        if ((await work()) === 0 && going) await rest(options.idle)
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
