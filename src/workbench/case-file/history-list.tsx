import { denialWord } from '../../management/catalogue/denial-word.ts'
import { stepName } from '../../management/process-definition/step-name.ts'
import type { CaseView, HistoryLine } from '../api-contract.ts'
import { langOf, t, w } from '../text.ts'
import { dayWords, historyNames, procedureNames, timeWords } from '../words.ts'
import { decidedReason, reasonWords } from './ruling-words.ts'

const named = (step: string): string => t(stepName(step))
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const bilingual = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value
    ? t({ zh: text(value.zh), en: text(value.en) })
    : ''

/** The one thing that these events say beyond their name. */
const ownWords: Readonly<Record<string, string>> = {
  'clock-started': 'result',
  declined: 'reason',
  overturned: 'reason',
  terminated: 'reason',
  withdrawn: 'reason',
  extended: 'reason',
  delivered: 'to',
  'followed-up': 'finding',
  supplemented: 'note',
}

function ownDetail({ type, data }: HistoryLine): string {
  const { reason, rules } = data
  if (type === 'ruled') return t(reasonWords(text(reason), { rules: Array.isArray(rules) ? rules : [] }))
  if (type === 'eligibility-assessed' || type === 'fee-assessed') return bilingual(reason)
  // Officers' own words have no other language; what the system writes down by itself has.
  return named(text(data[ownWords[type] ?? '']))
}

const postLost = () =>
  w('原办理人已不在这个岗位，退回待领', 'its holder no longer has this post; it is there for colleagues to take')

/** What an event says beyond its name. */
function detailOf(event: HistoryLine, caseFile: CaseView): string {
  const { data } = event
  const step = (token: unknown): string =>
    named(text(caseFile.history.find((one) => one.type === 'task-opened' && one.data['token'] === token)?.data['name']))
  switch (event.type) {
    case 'task-opened':
      return named(text(data['name']))
    case 'task-claimed':
    case 'task-done':
    case 'task-cancelled':
      return step(data['token'])
    case 'task-released':
      return [step(data['token']), data['cause'] === 'post-lost' ? postLost() : text(data['reason'])]
        .filter((one) => one !== '')
        .join(w('：', ': '))
    case 'correction-requested':
      return Array.isArray(data['requests'])
        ? w(`${data['requests'].length} 项`, `${data['requests'].length} things`)
        : ''
    case 'accepted':
      return data['by'] === 'law'
        ? w('逾期未告知，依法自收到之日视为受理', 'Not told in time: accepted by law from receipt')
        : ''
    case 'examined':
      return `${data['supports'] === true ? w('建议准予', 'To be granted') : w(`建议${denialWord(caseFile.item.itemCode).zh}`, 'To be denied')}${w('：', ': ')}${text(data['opinion'])}`
    case 'decided':
      return `${data['outcome'] === 'granted' ? w('准予', 'Granted') : t(denialWord(caseFile.item.itemCode))}${w('：', ': ')}${decidedReason(text(data['reason']), caseFile.ruling)}`
    case 'clock-stopped': {
      const procedure = procedureNames[text(data['procedure']) as keyof typeof procedureNames]
      return `${procedure ? t(procedure) : ''}${w('，预计 ', ', expected ')}${String(data['expectedDays'] ?? '')}${w(' 个工作日', ' working days')}`
    }
    case 'material-received':
      return Array.isArray(data['materials'])
        ? w(`${data['materials'].length} 个文件，原件已核对`, `${data['materials'].length} files, originals seen`)
        : ''
    case 'material-checked':
      return w(
        `${t(caseFile.requirements.find((one) => one.no === data['materialNo'])?.name ?? { zh: '', en: '' })} 记为 ${text(data['trust'])} 级`,
        `${t(caseFile.requirements.find((one) => one.no === data['materialNo'])?.name ?? { zh: '', en: '' })} marked ${text(data['trust'])}`,
      )
    case 'route-moved':
      return [
        w(`第 ${data['from']} 版 → 第 ${data['to']} 版`, `version ${data['from']} → ${data['to']}`),
        text(data['reason']),
      ]
        .filter((one) => one !== '')
        .join(w('：', ': '))
    case 'guide-guard-tripped':
      return `${text(data['what'])}${w('：', ': ')}${text(data['reason'])}`
    default:
      return ownDetail(event)
  }
}

/** Who it was: the system by what it does, like a step; persons keep their names. */
function By({ event: { by, byKind } }: { event: HistoryLine }) {
  const name = byKind === 'system' ? named(by) : by
  return <span {...langOf(name)}>{name}</span>
}

/** What was done, newest first. Nothing here is ever changed. */
export function HistoryList({ caseFile }: { caseFile: CaseView }) {
  const lines = caseFile.history.toReversed()
  return (
    <ol className="history">
      {lines.map((event) => {
        const detail = detailOf(event, caseFile)
        const name = historyNames[event.type]
        return (
          <li key={event.seq}>
            <p>
              <b>{name ? t(name) : event.type}</b>
              {event.type === 'task-opened' ? null : <By event={event} />}
              <time dateTime={event.at} className="num" title={dayWords(event.at.slice(0, 10))}>
                {timeWords(event.at)}
              </time>
            </p>
            {detail === '' ? null : (
              <p className="detail" {...langOf(detail)}>
                {detail}
              </p>
            )}
          </li>
        )
      })}
    </ol>
  )
}
