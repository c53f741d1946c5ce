import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { problemOf } from '../api-client.ts'
import { Icon } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { go } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { w } from '../text.ts'

export type CounterPlace = Extract<Place, { page: 'counter' }>

/** The way back to the search, with the words still in it. */
export const AnotherItem = ({ place }: { place: CounterPlace }) => (
  <Button
    type="text"
    icon={<Icon name="left" size={14} />}
    onClick={() => go({ ...place, itemCode: '', bundleId: '' })}
  >
    {w('换一个事项', 'Another item')}
  </Button>
)

/** What stands there until the guide has come, or because it has not. */
export function EntryOpening({ place, guide }: { place: CounterPlace; guide: UseQueryResult<unknown> }) {
  if (guide.isError)
    return (
      <div className="page">
        <h1>{w('窗口收件', 'Receive at the counter')}</h1>
        <ProblemNotice problem={problemOf(guide.error)} onRefresh={() => void guide.refetch()} />
        <AnotherItem place={place} />
      </div>
    )
  return (
    <div className="page" aria-hidden="true">
      <Skeleton active title paragraph={{ rows: 10 }} />
    </div>
  )
}
