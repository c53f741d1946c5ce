import { Button, Select } from 'antd'
import type { Text } from '#base'
import { stepName } from '../../management/process-definition/step-name.ts'
import type { Counts, StepCount } from '../api-contract.ts'
import { ListSearch } from '../layout/list-search.tsx'
import { go, Link } from '../navigation.tsx'
import type { InboxPlace } from '../router.ts'
import { t, w } from '../text.ts'
import { channelNames } from '../words.ts'

const holderNames: Record<InboxPlace['holder'], Text> = {
  all: { zh: '全部', en: 'All' },
  mine: { zh: '我的', en: 'Mine' },
  free: { zh: '待认领', en: 'Free' },
}

const dueNames: Record<Exclude<InboxPlace['due'], ''>, Text> = {
  overdue: { zh: '已超期', en: 'Overdue' },
  today: { zh: '今日到期', en: 'Due today' },
  soon: { zh: '三个工作日内到期', en: 'Due within 3 working days' },
}

const channelText = (channel: string): string =>
  t(Object.entries(channelNames).find(([known]) => known === channel)?.[1] ?? { zh: channel, en: channel })

/** The filter of an inbox in a few words, as it is kept under. */
export const filterWords = (place: InboxPlace): string =>
  [
    t(holderNames[place.holder]),
    ...(place.due === '' ? [] : [t(dueNames[place.due])]),
    ...(place.step === '' ? [] : [t(stepName(place.step))]),
    ...(place.channel === '' ? [] : [channelText(place.channel)]),
    ...(place.q === '' ? [] : [place.q]),
  ].join(' · ')

function Holders({ place, counts }: { place: InboxPlace; counts: Counts | undefined }) {
  const numbers = { all: undefined, mine: counts?.mine, free: counts?.free }
  return (
    <nav className="filter-tabs" aria-label={w('筛选', 'Filter')}>
      {(['all', 'mine', 'free'] as const).map((holder) => (
        <Link key={holder} to={{ ...place, holder }} aria-current={place.holder === holder ? 'true' : undefined}>
          {t(holderNames[holder])}
          {numbers[holder] === undefined ? null : <span className="num">{numbers[holder]}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** The steps at which tasks wait; the one that was chosen stands here even when nothing waits at it any more. */
const stepOptions = (steps: readonly StepCount[], chosen: string) => {
  const known =
    steps.some((one) => one.step === chosen) || chosen === '' ? steps : [...steps, { step: chosen, waiting: 0 }]
  return [
    { value: '', label: w('全部环节', 'Every step') },
    ...known.map(({ step, waiting }) => ({ value: step, label: `${t(stepName(step))} ${waiting}` })),
  ]
}

const dueOptions = () => [
  { value: '' as const, label: w('全部期限', 'Any day') },
  ...(['overdue', 'today', 'soon'] as const).map((value) => ({ value, label: t(dueNames[value]) })),
]

const channelOptions = () => [
  { value: '', label: w('全部渠道', 'Any channel') },
  ...Object.entries(channelNames).map(([value, name]) => ({ value, label: t(name) })),
]

type Props = { place: InboxPlace; counts: Counts | undefined; steps: readonly StepCount[] }

/** By holder, words, day, step and channel; all stand in the address, so that a list can be kept or sent to a colleague. */
export function InboxFilters({ place, counts, steps }: Props) {
  const choose = (filter: Partial<InboxPlace>) => go({ ...place, ...filter }, 'replace')
  const filter = { className: 'state-filter', popupMatchSelectWidth: false }
  return (
    <>
      <Holders place={place} counts={counts} />
      <ListSearch
        place={place}
        label={w('在待办里查找', 'Search the inbox')}
        placeholder={w('事项、申请人或编号', 'Item, applicant or number')}
      />
      <Select
        {...filter}
        value={place.due}
        aria-label={w('期限', 'Due')}
        onChange={(due) => choose({ due })}
        options={dueOptions()}
      />
      <Select
        {...filter}
        value={place.step}
        aria-label={w('环节', 'Step')}
        onChange={(step) => choose({ step })}
        options={stepOptions(steps, place.step)}
      />
      <Select
        {...filter}
        value={place.channel}
        aria-label={w('渠道', 'Channel')}
        onChange={(channel) => choose({ channel })}
        options={channelOptions()}
      />
      {place.due || place.step || place.channel ? (
        <Button type="link" onClick={() => choose({ due: '', step: '', channel: '' })}>
          {w('清除筛选', 'Clear filters')}
        </Button>
      ) : null}
    </>
  )
}
