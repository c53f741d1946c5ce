import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { countFound, listInbox } from './task-store.ts'

const { db, clerk, submitNew, must } = await openCaseDesk()

test('what an officer types into the search is looked for as it stands: %, _ and \\ are characters like others', async () => {
  must(await submitNew())
  const found = async (text: string) => {
    const filter = { holder: 'all', accountId: clerk.account.accountId, text, after: null, limit: 50 } as const
    const inbox = await listInbox(db, '4108', clerk.roles, filter)
    return [inbox.rows.length, await countFound(db, '4108', clerk.roles, { text, state: null })]
  }
  for (const text of ['%', '_', '王_满', '\\']) expect(await found(text), text).toEqual([0, 0])
  expect(await found('王小满')).toEqual([1, 1])
})
