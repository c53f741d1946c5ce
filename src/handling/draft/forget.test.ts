import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isRefusal, makeFileStore } from '#base'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { aPdf } from '../../../test/helpers/files.ts'
import { addUpload, removeUpload } from '../material/upload-store.ts'
import { emptyDraft, findDraftOf, openDraft } from './draft-store.ts'
import { forgetUnsent } from './forget.ts'
import { removeDraft } from './forget-store.ts'

const { db, citizen, clerk, submitNew, must, act } = await openCaseDesk()
const { accountId } = citizen.account
const directory = mkdtempSync(join(tmpdir(), 'bantuo-forget-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const files = makeFileStore(directory)
// Files carry the disk's own time.
const now = Temporal.Now.instant()
const inHours = (hours: number): Temporal.Instant => now.add({ hours })

async function giveFile(word: string, draftId: string | null, at = now) {
  const kept = await files.receive(aPdf(`/Word /${word}`))
  if (isRefusal(kept)) throw new Error(kept.sentence.en)
  return addUpload(db, '4108', { accountId, draftId, materialNo: 1, name: `${word}.pdf`, ...kept, givenAt: at })
}
const beginDraft = (entryId: string, at = now) =>
  openDraft(db, '4108', {
    ...{ accountId, principal: 'self', entryId, authorityCode: 'a', divisionCode: '410802001000' },
    ...{ content: emptyDraft, at },
  })
const isKept = (digest: string) =>
  files.read(digest).then(
    () => true,
    () => false,
  )
const forget = (at: Temporal.Instant) => forgetUnsent({ db, cityCode: '4108', files, now: at })

test('a draft that is thrown away takes the photographs given for it along, once nobody can be giving the same again', async () => {
  const { draftId } = await beginDraft('S0001')
  const photo = await giveFile('photo', draftId)
  await removeDraft(db, '4108', accountId, draftId, now)
  expect(await forget(now.add({ minutes: 30 }))).toBe(0)
  expect(await isKept(photo.digest)).toBe(true)
  expect(await forget(inHours(2))).toBe(1)
  expect(await isKept(photo.digest)).toBe(false)
  expect(await forget(inHours(3))).toBe(0)
})

test('a file taken back goes too; one that the same or another draft still holds stays', async () => {
  const one = await beginDraft('S0002')
  const other = await beginDraft('S0003')
  const alone = await giveFile('alone', one.draftId)
  const shared = await giveFile('shared', one.draftId)
  await giveFile('shared', other.draftId)
  for (const upload of [alone, shared]) await removeUpload(db, '4108', accountId, upload.fileId, now)
  // Somebody else's file is not theirs to take back.
  await removeUpload(db, '4108', clerk.account.accountId, shared.fileId, now)
  await forget(inHours(2))
  expect([await isKept(alone.digest), await isKept(shared.digest)]).toEqual([false, true])
})

test('what was handed in stays, even where a newer paper took its place', async () => {
  const { caseId } = must(await submitNew())
  const first = await giveFile('first', null)
  const newer = await giveFile('newer', null)
  const paper = { materialNo: 2, position: 1, name: 'x.pdf', mediaType: 'application/pdf', trust: 'C' } as const
  const requests = [{ materialNo: 2, what: '居民户口簿', reason: '照片模糊', basis: null }]
  must(await act(clerk, caseId, { move: 'request-correction', requests }))
  for (const { digest, size } of [first]) {
    const materials = [{ ...paper, digest, size }]
    must(await act(citizen, caseId, { move: 'supplement', materials, form: null, note: '' }))
  }
  must(
    await act(clerk, caseId, {
      move: 'receive-material',
      materials: [{ ...paper, trust: 'B', digest: newer.digest, size: newer.size }],
      note: '',
    }),
  )
  for (const upload of [first, newer]) await removeUpload(db, '4108', accountId, upload.fileId, now)
  await forget(inHours(2))
  expect([await isKept(first.digest), await isKept(newer.digest)]).toEqual([true, true])
})

test('a draft nobody touched for half a year and files of programs that were never used are let go of; younger ones stay', async () => {
  const old = await beginDraft('S0004')
  const held = await giveFile('held', old.draftId)
  const loose = await giveFile('loose', null)
  await forget(inHours(24 * 29))
  await forget(inHours(24 * 29 + 2))
  expect([await isKept(held.digest), await isKept(loose.digest)]).toEqual([true, true])
  for (const days of [179, 181]) {
    await forget(inHours(24 * days))
    await forget(inHours(24 * days + 2))
    expect((await findDraftOf(db, '4108', accountId, old.draftId)) === undefined).toBe(days === 181)
    expect(await isKept(loose.digest)).toBe(false)
  }
  expect(await isKept(held.digest)).toBe(false)
})
