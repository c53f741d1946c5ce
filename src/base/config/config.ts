import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const isZone = (name: string): boolean => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC'

const Settings = z.object({
  BANTUO_MODE: z.enum(['demo', 'production']).default('demo'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  CITY_CODE: z
    .string()
    .regex(/^\d{4}$/)
    .default('4108'),
  CITY_ZONE: z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  SESSION_SECRET: z.string().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().default('bantuo'),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z
    .string()
    .regex(/^(\S+ )*openid( \S+)*$/, 'must hold openid, words separated by one blank')
    .default('openid profile email phone address'),
  OIDC_NAME_CLAIM: z.string().default('name'),
  OIDC_RESIDENT_ID_CLAIM: z.string().default('resident_id_no'),
  OIDC_DIVISION_CLAIM: z.string().default('division_code'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().default('no-reply@bantuo.example'),
  S3_URL: z.url().optional(),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  METRICS_TOKEN: z.string().optional(),
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  POOL_SIZE: z.coerce.number().int().min(1).max(200).default(8),
})

/** The names of all settings, for the operator's handbook. */
export const settingNames: readonly string[] = Object.keys(Settings.shape)

export type Config = {
  mode: 'demo' | 'production'
  port: number
  host: string
  /** Where people reach the service; null until the port is known (demo, port 0). */
  publicUrl: string | null
  dataDir: string
  databaseUrl: string | null
  cityCode: string
  zone: string
  logLevel: string
  sessionSecret: string
  /** null: the embedded demonstration provider. */
  oidc: { issuer: string; clientId: string; clientSecret: string } | null
  /** What is asked of the provider, and under which names it tells what no standard names. */
  oidcAsks: { scopes: string; nameClaim: string; residentIdClaim: string; divisionClaim: string }
  smtpUrl: string | null
  mailFrom: string
  s3: { url: string; accessKey: string; secretKey: string } | null
  metricsToken: string | null
  poolSize: number
  /** Believe X-Forwarded-For: only behind a proxy that sets it itself. */
  trustProxy: boolean
}

// Words that people paste from an example and forget: refused in production whatever their length.
const knownWeak = /^(secret|change-?me|password|bantuo|example|test|demo|default|admin|keyboard)/i

const isWeak = (secret: string | undefined): boolean =>
  secret === undefined || secret.length < 32 || knownWeak.test(secret) || new Set(secret).size < 10

/**
 * Reads the configuration from the environment. Every problem is named at once, in a sentence that says what to set.
 * In production a missing, short, repeated or well-known secret is refused; in the demonstration secrets are made
 * once and kept under DATA_DIR.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | { problems: string[] } {
  const cleaned = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Settings.safeParse(cleaned)
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...(cleaned['BANTUO_MODE'] === 'production' ? productionProblems(cleaned) : []),
    ...(cleaned['S3_URL'] && !(cleaned['S3_ACCESS_KEY'] && cleaned['S3_SECRET_KEY'])
      ? ['S3_URL is set: set S3_ACCESS_KEY and S3_SECRET_KEY too']
      : []),
  ]
  if (!parsed.success || problems.length > 0) return { problems }
  const s = parsed.data
  const dataDir = resolve(s.DATA_DIR)
  return {
    mode: s.BANTUO_MODE,
    port: s.PORT,
    host: s.HOST,
    publicUrl: s.PUBLIC_URL?.replace(/\/$/, '') ?? (s.PORT === 0 ? null : `http://localhost:${s.PORT}`),
    dataDir,
    databaseUrl: s.DATABASE_URL ?? null,
    cityCode: s.CITY_CODE,
    zone: s.CITY_ZONE,
    logLevel: s.LOG_LEVEL,
    sessionSecret: s.SESSION_SECRET ?? demoSecret(dataDir),
    oidc: s.OIDC_ISSUER
      ? { issuer: s.OIDC_ISSUER, clientId: s.OIDC_CLIENT_ID, clientSecret: s.OIDC_CLIENT_SECRET ?? '' }
      : null,
    oidcAsks: asksOf(s),
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: s.MAIL_FROM,
    s3: s.S3_URL ? { url: s.S3_URL, accessKey: s.S3_ACCESS_KEY ?? '', secretKey: s.S3_SECRET_KEY ?? '' } : null,
    metricsToken: s.METRICS_TOKEN ?? null,
    poolSize: s.POOL_SIZE,
    trustProxy: s.TRUST_PROXY === '1',
  }
}

const asksOf = (s: z.infer<typeof Settings>): Config['oidcAsks'] => ({
  scopes: s.OIDC_SCOPES,
  nameClaim: s.OIDC_NAME_CLAIM,
  residentIdClaim: s.OIDC_RESIDENT_ID_CLAIM,
  divisionClaim: s.OIDC_DIVISION_CLAIM,
})

function productionProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  const s = env as Readonly<Partial<Record<keyof z.infer<typeof Settings>, string>>>
  const problems: string[] = []
  if (isWeak(s.SESSION_SECRET)) {
    problems.push('SESSION_SECRET: set at least 32 random characters (openssl rand -base64 48)')
  }
  if (!s.PUBLIC_URL?.startsWith('https://')) problems.push('PUBLIC_URL: set the https:// address people use')
  if (!s.DATABASE_URL) problems.push('DATABASE_URL: name the PostgreSQL server; the embedded one is for demonstrations')
  if (!s.OIDC_ISSUER?.startsWith('https://'))
    problems.push('OIDC_ISSUER: name the https:// identity provider; the demonstration one knows no real person')
  if (isWeak(s.OIDC_CLIENT_SECRET)) problems.push('OIDC_CLIENT_SECRET: set at least 32 random characters')
  if (s.METRICS_TOKEN !== undefined && isWeak(s.METRICS_TOKEN)) {
    problems.push('METRICS_TOKEN: set at least 32 random characters, or leave it out to close /metrics')
  }
  return problems
}

function demoSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(48).toString('base64url')
  writeFileSync(file, secret, { mode: 0o600 })
  return secret
}
