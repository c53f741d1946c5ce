/**
 * Ends the process when it is told to (SIGTERM, or Ctrl-C), even while it starts: requests under way are finished first. Told
 * again, it ends at once. A service manager reads the code: 0 where everything was put down in order.
 */
export function stopWhenTold(starting: Promise<{ stop(): Promise<void> }>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      starting
        .then((running) => running.stop())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        )
    })
  }
}
