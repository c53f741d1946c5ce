import { Button } from 'antd'
import { w } from '../text.ts'

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** The next page of a list, with how many rows stand there already. */
export const MoreRows = ({ list, shown }: { list: Paged; shown: number }) =>
  list.hasNextPage ? (
    <p className="more">
      <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
        {w('加载更多', 'Load more')}
      </Button>
      <span>{w(`已显示 ${shown} 件`, `${shown} shown`)}</span>
    </p>
  ) : null
