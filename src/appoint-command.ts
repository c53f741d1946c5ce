import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isRefusal, migrate, openDb, readConfig, startEmbeddedPostgres, systemClock, type Text } from '#base'
import { type Appointee, appoint, type OfficerRole, roles } from '#identity'
import { maskResidentId, normaliseCode } from '#standards'

type Asked = { appointee: Appointee; role: OfficerRole; reason: string }

/** What was asked for; null when it was asked wrongly. */
function readAsked(args: string[], cityCode: string): Asked | null {
  const values = readOptions(args)
  const role = roles.find((one) => one === values?.role)
  if (values === null || role === undefined) return null
  const { subject, 'resident-id': number, name = '', division = `${cityCode}00000000`, authority = null } = values
  if ((subject === undefined) === (number === undefined)) return null
  const residentIdNo = normaliseCode(number ?? '')
  return {
    // Until the first sign-in tells the name, what is known stands there; the number stays masked.
    appointee:
      subject === undefined
        ? { by: 'resident-id', residentIdNo, name: name || maskResidentId(residentIdNo) }
        : { by: 'subject', subject, name: name || subject },
    role: { role, divisionCode: division, authorityCode: authority },
    reason: values.reason ?? '由运维人员任命',
  }
}

function readOptions(args: string[]) {
  try {
    const text = { type: 'string' } as const
    const options = {
      subject: text,
      'resident-id': text,
      role: text,
      division: text,
      authority: text,
      name: text,
      reason: text,
    }
    return parseArgs({ args, options }).values
  } catch {
    return null
  }
}

/**
 * `appoint`: gives a role from the command line, so that a new city has its first administrator and one that lost the last can be
 * opened again. On the database of the configuration; a running service sees it with the next request.
 */
export async function appointByCommand(
  args: string[],
  say: (text: Text) => string,
): Promise<{ code: 0 | 1 | 2; said: string }> {
  const config = readConfig(process.env)
  if ('problems' in config) return { code: 1, said: config.problems.join('\n') }
  const asked = readAsked(args, config.cityCode)
  if (asked === null) return { code: 2, said: '' }
  mkdirSync(config.dataDir, { recursive: true })
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(config.dataDir) : null
  const { db, close } = openDb(config.databaseUrl ?? embedded?.url ?? '', 2)
  try {
    await migrate(db, join(import.meta.dirname, '..', 'migrations'))
    const whole = `${config.cityCode}00000000`
    const isWhole = asked.role.divisionCode === whole && asked.role.authorityCode === null
    // A new city has no divisions yet; the city itself is there all the same.
    const place = isWhole || (await isPlace(config.cityCode, config.zone, asked.role, db))
    const offices = { db, clock: systemClock, cityCode: config.cityCode, hasPlace: () => place }
    const given = await appoint(offices, 'operator', asked)
    if (isRefusal(given)) return { code: 1, said: say(given.sentence) }
    return { code: 0, said: say(given.isNew ? nowGiven : heldAlready) }
  } catch (error) {
    return { code: 1, said: say(unreachable(error)) }
  } finally {
    await close()
    await embedded?.stop()
  }
}

async function isPlace(
  cityCode: string,
  zone: string,
  role: OfficerRole,
  db: ReturnType<typeof openDb>['db'],
): Promise<boolean> {
  const { loadCity } = await import('#management')
  const city = await loadCity(db, cityCode, zone)
  if (city.divisions.find(role.divisionCode) === undefined || !role.divisionCode.startsWith(cityCode)) return false
  return role.authorityCode === null || city.authorities.find(role.authorityCode)?.divisionCode === role.divisionCode
}

const nowGiven = {
  zh: '已任命。此人下次登录（或已登录时的下一次操作）即有这个岗位。',
  en: 'Appointed: the role is there at the next sign-in, or with the next request of an open session.',
}
const heldAlready = { zh: '此人已有这个岗位，没有改动。', en: 'The role is held already; nothing was changed.' }
const unreachable = (error: unknown): Text => {
  const cause = error instanceof Error ? error.message : String(error)
  return {
    zh: `没有办成：${cause}。请核对 DATABASE_URL；用内置数据库时请先停止服务。`,
    en: `It could not be done: ${cause}. Check DATABASE_URL; with the embedded database stop the service first.`,
  }
}
