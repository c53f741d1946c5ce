import { type Logger, pino } from 'pino'

export type Log = Logger

// Names under which personal data could reach a log line by accident; the value is dropped, not masked.
const personal = [
  'name',
  'residentIdNo',
  'mobile',
  'address',
  'form',
  'body',
  'cookie',
  'authorization',
  'token',
  'email',
]

/** JSON lines on standard output, without personal data. */
export const makeLog = (level: string): Log =>
  pino({
    level,
    base: null,
    redact: {
      paths: personal.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      remove: true,
    },
  })
