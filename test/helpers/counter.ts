import { randomUUID } from 'node:crypto'
import type { Visitor } from './visitor.ts'

export type Requirement = { no: number; kind: string; heldBy: string | null; need: string; name: { zh: string } }
type Entered = { caseNo: string; detail?: string; errors?: { pointer: string }[] }

/** Somebody who comes to a counter. */
export const walkIn = {
  kind: 'natural',
  name: '李来访（演示）',
  code: '410802188001010025',
  mobile: '13800000009',
  originals: [] as number[],
}

/** A window at which somebody applies for a change of name in the household register, with what the item asks of them. */
export async function openCounter(clerk: Visitor) {
  const found = await clerk.api<{ items: { itemCode: string; name: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('户口项目变更 姓名')}&division=410802000000`,
  )
  const itemCode = found.body.items[0]?.itemCode ?? ''
  const guide = await clerk.api<{ materials: Requirement[] }>('GET', `/service-items/${itemCode}`)
  const asked = guide.body.materials.filter(
    (one) => one.kind !== 'form' && one.heldBy === null && one.need === 'required',
  )
  const form = {
    applicantName: '李来访（演示）',
    residentIdNo: '410802188001010025',
    mobile: '13800000009',
    address: '民生街 1 号',
    request: '把姓名改回族谱上的字',
  }
  const application = (over: object = {}) => ({
    itemCode,
    division: '410802000000',
    answers: {},
    form,
    materials: [],
    brought: asked.map((one) => one.no),
    delivery: 'counter',
    declared: true,
    applicant: walkIn,
    ...over,
  })
  const enter = async (who: Visitor, body: object, key: string = randomUUID()) =>
    who.api<Entered>('POST', '/counter/cases', body, { 'idempotency-key': key })
  return { asked, walkIn, form, application, enter }
}
