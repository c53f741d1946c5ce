import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ClockEvent, DayReason, ExplainedDay, TimeLimit } from '#handling'
import {
  type Bad,
  type Calendar,
  checkCreditCode,
  checkItemCode,
  checkLicenceId,
  checkResidentId,
  groupCaseNo,
  makeCalendar,
  maskResidentId,
  padDivision,
  parseCaseNo,
  parseDivision,
  readCalendarCsv,
  type Sentence,
} from '#standards'

/** 0 good, 1 bad with the reason on stderr, 2 called wrongly. */
type ExitCode = 0 | 1 | 2
type Language = keyof Sentence

const usage: Sentence = {
  zh: `用法：
  bantuo check-code 种类 编码
      种类：credit-code 统一社会信用代码 | resident-id 公民身份号码 | item-code 事项编码 | licence-id 电子证照标识
            division 行政区划 | case-no 办件编号
  bantuo due --from 受理日期 --days 天数 [--unit working-day|calendar-day|month] [--pause 起..止]... [--explain]
      日期写作 2026-03-02；暂停的起止两日都不计入时限
  bantuo bpmn check 文件
      检查流程图能否运行、能否办理；逐条指出元素、行号和原因
  bantuo appoint --subject 账号标识 | --resident-id 公民身份号码  --role 岗位
         [--name 姓名] [--division 区划代码] [--authority 部门信用代码] [--reason 原因]
      给一个人岗位，没登录过的也行；按 DATABASE_URL 等设置连接数据库，不写区划就是全市
      岗位：administrator 系统管理 | counter-clerk | examiner | decider | supervisor | catalogue-editor | village-agent
  每个命令都可加 --lang zh|en
退出码：0 正确，1 有误（原因在标准错误输出），2 用法不对`,
  en: `usage:
  bantuo check-code KIND VALUE
      KIND: credit-code | resident-id | item-code | licence-id | division | case-no
  bantuo due --from DATE --days N [--unit working-day|calendar-day|month] [--pause FROM..TO]... [--explain]
      DATE is the day of acceptance, as 2026-03-02; both ends of a pause are left out of the limit
  bantuo bpmn check FILE
      whether a process can run and an office could follow it; names each element, its line and the reason
  bantuo appoint --subject SUBJECT | --resident-id NUMBER  --role ROLE
         [--name NAME] [--division CODE] [--authority CREDIT_CODE] [--reason WHY]
      gives somebody a role, before their first sign-in too; on the database of the settings, for the whole city if none is named
      ROLE: administrator | counter-clerk | examiner | decider | supervisor | catalogue-editor | village-agent
  any of them with --lang zh|en
exit code: 0 good, 1 bad with the reason on stderr, 2 called wrongly`,
}

// Subcommands are added here, each with its own function of (arguments, language).
type Subcommand = (args: string[], language: Language) => ExitCode | Promise<ExitCode>
const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['check-code', checkCode],
  ['due', due],
  ['bpmn', bpmn],
  ['appoint', appointOne],
])

type Facts = Record<string, string | number | null>
type Found = { ok: true; facts: Facts; warnings?: readonly Sentence[] }

const codeKinds: ReadonlyMap<string, (value: string) => Found | Bad> = new Map([
  ['credit-code', describeCreditCode],
  ['resident-id', describeResidentId],
  ['item-code', describeItemCode],
  ['licence-id', describeLicenceId],
  ['division', describeDivision],
  ['case-no', describeCaseNo],
])

function checkCode(args: string[], language: Language): ExitCode {
  const [kind = '', value, ...rest] = args
  const describe = codeKinds.get(kind)
  if (describe === undefined || value === undefined || rest.length > 0) return misused(language)
  const checked = describe(value)
  if (!checked.ok) {
    console.error(checked.reason[language])
    return 1
  }
  for (const [name, fact] of Object.entries(checked.facts)) if (fact !== null) console.log(`${name}: ${fact}`)
  for (const warning of checked.warnings ?? []) console.log(`warning: ${warning[language]}`)
  return 0
}

function describeCreditCode(value: string): Found | Bad {
  const checked = checkCreditCode(value)
  if (!checked.ok) return checked
  const { code: creditCode, registrar, divisionCode, organisationCode, registrarName, warnings } = checked
  const facts = { creditCode, registrar: both(registrar, registrarName), divisionCode, organisationCode }
  return { ok: true, facts, warnings }
}

function describeResidentId(value: string): Found | Bad {
  const checked = checkResidentId(value)
  if (!checked.ok) return checked
  const { number, divisionCode, provinceName, sex } = checked
  // The number and the birth date stay off the screen and out of logs of the terminal.
  return { ok: true, facts: { residentIdNo: maskResidentId(number), province: both(divisionCode, provinceName), sex } }
}

function describeItemCode(value: string): Found | Bad {
  const checked = checkItemCode(value)
  if (!checked.ok) return checked
  const { kind, code: itemCode, area, type, department, mainItem, subItem } = checked
  const basic = { area, type, department, mainItem, subItem }
  if (checked.kind === 'catalogue') return { ok: true, facts: { itemCode, kind, ...basic } }
  const { creditCode, level, warnings } = checked
  const serial = checked.kind === 'handling' ? checked.serial : null
  return { ok: true, facts: { itemCode, kind, creditCode, level, ...basic, serial }, warnings }
}

function describeLicenceId(value: string): Found | Bad {
  const checked = checkLicenceId(value)
  if (!checked.ok) return checked
  const { id: licenceId, typeCode, issuerCode, serial, version, warnings } = checked
  return { ok: true, facts: { licenceId, typeCode, issuerCode, serial, version }, warnings }
}

function describeDivision(value: string): Found | Bad {
  const checked = parseDivision(padDivision(value))
  if (!checked.ok) return checked
  const { code: divisionCode, level, parent, provinceName } = checked
  return { ok: true, facts: { divisionCode, level, parent, province: both('', provinceName) } }
}

function describeCaseNo(value: string): Found | Bad {
  const checked = parseCaseNo(value)
  if (!checked.ok) return checked
  const { caseNo, division, authorityNo, on, serial } = checked
  return { ok: true, facts: { caseNo: groupCaseNo(caseNo), division, authorityNo, on: `${on}`, serial } }
}

const both = (code: string, name: Sentence | null): string =>
  name === null ? code : `${code} ${name.zh} ${name.en}`.trim()

type Pause = { from: Temporal.PlainDate; to: Temporal.PlainDate }

async function due(args: string[], language: Language): Promise<ExitCode> {
  const asked = readDueArguments(args)
  if (asked === null) return misused(language)
  const { from, limit, pauses, withDays } = asked
  const calendar = readCalendar()
  // Handling brings the whole house with it: loaded only for this.
  const { explain } = await import('#handling')
  const explanation = explain(limit, [{ type: 'accepted', on: from }, ...pauses.flatMap(pauseEvents)], calendar)
  if (explanation?.dueOn == null) throw new Error('a case with all its pauses ended has a due date')
  console.log(explanation.dueOn.toString())
  if (withDays) for (const day of explanation.days) console.log(dayLine(day, language))
  if (explanation.provisional) console.error(provisional[language])
  return 0
}

const provisional: Sentence = {
  zh: '提示：所涉年份的放假安排尚未公布或未载入，日期可能变动。',
  en: 'Note: the holiday notice for these dates is not published or not loaded; the date may change.',
}

// Ten years; a longer limit is a slip of the finger.
const longest = 3660

function readDueArguments(args: string[]) {
  const values = readOptions(args)
  if (values === null) return null
  const { from: fromText = '', days = '', unit = 'working-day', pause = [], explain: withDays = false } = values
  const from = readDate(fromText)
  const pauses = pause.map(readPause)
  if (from === null || !/^\d{1,4}$/.test(days) || Number(days) > longest) return null
  if (unit !== 'working-day' && unit !== 'calendar-day' && unit !== 'month') return null
  const good = pauses.filter((read) => read !== null)
  if (good.length < pauses.length || good.some((read) => Temporal.PlainDate.compare(read.from, from) < 0)) return null
  const limit: TimeLimit = { kind: 'statutory', value: Number(days), unit, basis: '' }
  return { from, limit, pauses: merged(good), withDays }
}

function readOptions(args: string[]) {
  try {
    const options = {
      from: { type: 'string' },
      days: { type: 'string' },
      unit: { type: 'string' },
      pause: { type: 'string', multiple: true },
      explain: { type: 'boolean' },
    } as const
    return parseArgs({ args, options }).values
  } catch {
    return null
  }
}

function readDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}

function readPause(text: string): Pause | null {
  const [from, to, ...rest] = text.split('..').map(readDate)
  if (from == null || to == null || rest.length > 0 || Temporal.PlainDate.compare(from, to) > 0) return null
  return { from, to }
}

/** Pauses that overlap or touch, made one. */
function merged(pauses: readonly Pause[]): Pause[] {
  const result: Pause[] = []
  for (const pause of pauses.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from))) {
    const last = result.at(-1)
    if (last === undefined || Temporal.PlainDate.compare(pause.from, last.to) > 0) result.push({ ...pause })
    else if (Temporal.PlainDate.compare(pause.to, last.to) > 0) last.to = pause.to
  }
  return result
}

const pauseEvents = ({ from, to }: Pause): ClockEvent[] => [
  { type: 'clock-stopped', on: from, procedure: 'testing', basis: '', noticeNo: '' },
  { type: 'clock-started', on: to.add({ days: 1 }) },
]

const readCalendar = (): Calendar =>
  makeCalendar(readCalendarCsv(readFileSync(new URL('../seeds/calendar.csv', import.meta.url), 'utf8')))

const reasons: Record<DayReason, Sentence> = {
  'accepted-day': { zh: '受理当日，不计', en: 'day of acceptance, not counted' },
  counted: { zh: '计入', en: 'counted' },
  'make-up-day': { zh: '调休上班，计入', en: 'make-up working day, counted' },
  extended: { zh: '延长期限，计入', en: 'extension, counted' },
  weekend: { zh: '周末', en: 'weekend' },
  holiday: { zh: '放假', en: 'holiday' },
  stopped: { zh: '停止计时', en: 'clock stopped' },
  moved: { zh: '期满日顺延至此', en: 'last day moved here' },
}

function dayLine(day: ExplainedDay, language: Language): string {
  const weekday = day.on.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short' })
  const name = day.name === undefined ? '' : ` (${day.name})`
  return `${day.on} ${weekday} ${String(day.counted ?? '-').padStart(3)}  ${reasons[day.why][language]}${name}`
}

async function appointOne(args: string[], language: Language): Promise<ExitCode> {
  // Brings the database with it: loaded only for this.
  const { appointByCommand } = await import('./appoint-command.ts')
  const { code, said } = await appointByCommand(args, (text) => text[language])
  if (code === 2) return misused(language)
  if (code === 0) console.log(said)
  else console.error(said)
  return code
}

function misused(language: Language): ExitCode {
  console.error(usage[language])
  return 2
}

/** Takes `--lang zh|en` out of the arguments; without it the terminal's own language decides. */
function readLanguage(args: string[]): { language: Language; rest: string[] } {
  const at = args.indexOf('--lang')
  const asked = at < 0 ? (process.env['LC_ALL'] ?? process.env['LANG'] ?? '') : (args[at + 1] ?? '')
  return { language: asked.startsWith('zh') ? 'zh' : 'en', rest: at < 0 ? args : args.toSpliced(at, 2) }
}

function main(): ExitCode | Promise<ExitCode> {
  const { language, rest } = readLanguage(process.argv.slice(2))
  const [name = '', ...args] = rest
  if (name === '--help' || name === 'help') {
    console.log(usage[language])
    return 0
  }
  return subcommands.get(name)?.(args, language) ?? misused(language)
}

/** `bpmn check FILE`: compiles the model and lists what is wrong with it. */
async function bpmn(args: string[], language: Language): Promise<ExitCode> {
  const [action, file] = args
  if (action !== 'check' || file === undefined) return misused(language)
  const { checkRouteFile } = await import('./bpmn-command.ts')
  const { code, refused, said } = await checkRouteFile(file, (text) => text[language])
  for (const one of refused) console.error(one)
  if (said !== '') console.log(said)
  return code
}

process.exitCode = await main()
