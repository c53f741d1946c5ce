import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { type Answer, api, newKey } from '../api-client.ts'
import type { TaskRow } from '../api-contract.ts'
import { w } from '../text.ts'

/** Takes one task. The list shows no version, so the case is read first: nobody is overtaken unseen. */
async function claim(row: TaskRow): Promise<Answer<unknown>> {
  const now = await api.caseFile(row.caseNo)
  return now.ok ? await api.move(row.caseNo, now.value.version, { move: 'claim', token: row.token }, newKey()) : now
}

/** What is said of tasks that were not taken: each sentence once. */
const refusals = (answers: readonly Answer<unknown>[]): string =>
  [...new Set(answers.flatMap((one) => (one.ok ? [] : [one.problem.detail])))].join(' ')

/** Takes tasks from the list, one after another: taking is no decision, so many may be taken at once; nothing else may. */
export function useClaim(): { isClaiming: boolean; take: (rows: readonly TaskRow[]) => Promise<void> } {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [isClaiming, setClaiming] = useState(false)
  const take = async (rows: readonly TaskRow[]) => {
    setClaiming(true)
    const answers: Answer<unknown>[] = []
    for (const row of rows) answers.push(await claim(row))
    const taken = answers.filter((one) => one.ok).length
    const [first] = rows
    if (taken < rows.length)
      message.error(
        rows.length === 1
          ? refusals(answers)
          : w(
              `认领了 ${taken} 件，${rows.length - taken} 件没有认领：${refusals(answers)}`,
              `${taken} claimed, ${rows.length - taken} not: ${refusals(answers)}`,
            ),
        6,
      )
    else if (rows.length === 1 && first !== undefined)
      message.success(w(`已认领：${first.itemName}`, `Claimed: ${first.itemNameEn}`))
    else message.success(w(`已认领 ${taken} 件`, `${taken} claimed`))
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['inbox'] }),
      cache.invalidateQueries({ queryKey: ['counts'] }),
    ])
    setClaiming(false)
  }
  return { isClaiming, take }
}
