import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { bundleInto } from '../scripts/build-server.mjs'

export type Measure = { name: string; value: number; unit: string }

/** A server in a process of its own, made into one file as `npm start` makes the product; it tells its address when it is ready. */
export async function startProcess(
  file: string,
  env: Record<string, string>,
): Promise<{ url: string; process: ChildProcess }> {
  const made = join(import.meta.dirname, '..', 'dist', `bench-${file.replace(/\.ts$/, '')}.mjs`)
  await bundleInto(made, join(import.meta.dirname, file))
  const child = fork(made, {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Whatever ends the run ends what it started.
  process.once('exit', () => child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.once('message', (message) => {
      child.removeAllListeners('exit')
      resolve({ url: (message as { url: string }).url, process: child })
    })
  })
}

export const endProcess = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref()
  })

/** For so many seconds, or until so many requests were answered. */
type Load = { url: string; connections: number; requests: autocannon.Request[]; rate?: number } & (
  | { seconds: number }
  | { amount: number }
)
export type Answered = { perSecond: number; good: number; shed: number; other: number; p50: number; p99: number }

/** Sends requests and counts what came back: good ones, those told to come back later, and anything else. */
export function load(input: Load): Promise<Answered> {
  let [good, shed, other] = [0, 0, 0]
  // Told by our own watch: autocannon's ends with the second in which the last answer came.
  const started = performance.now()
  let lastAt = started
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: input.url,
        connections: input.connections,
        ...('seconds' in input ? { duration: input.seconds } : { amount: input.amount }),
        requests: input.requests,
        timeout: 20,
        ...(input.rate ? { overallRate: input.rate } : {}),
      },
      (error: Error | null, result: autocannon.Result) => {
        if (error) return reject(error)
        resolve({
          perSecond: good / ((lastAt - started) / 1000),
          good,
          shed,
          other,
          p50: result.latency.p50,
          p99: result.latency.p99,
        })
      },
    )
    run.on('response', (_client: unknown, status: number) => {
      lastAt = performance.now()
      if (status < 300) good += 1
      else if (status === 503) shed += 1
      else other += 1
    })
  })
}
