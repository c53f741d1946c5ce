import { expect, test } from 'vitest'
import { checkForm } from './check-form.ts'
import type { Field, Form } from './form.ts'

const text = (zh: string) => ({ zh, en: zh })
const field = (id: string, over: object): Field =>
  ({ id, label: text(id), purpose: text(id), required: true, ...over }) as Field
const form = {
  sections: [
    {
      id: 'who',
      title: text('谁来申请'),
      fields: [
        field('name', { type: 'text', maxLength: 20 }),
        field('idNo', { type: 'resident-id' }),
        field('bornOn', { type: 'date', notAfterToday: true }),
        field('mobile', { type: 'mobile' }),
        field('people', {
          ...{ type: 'group', minItems: 1, maxItems: 3, item: text('人员') },
          fields: [field('called', { type: 'text', maxLength: 20 }), field('phone', { type: 'mobile' })],
        }),
      ],
    },
  ],
} as unknown as Form

test('what is wrong is told in the order of the form, whatever is wrong with it', () => {
  const flaws = checkForm(form, [], {
    answers: {},
    values: { idNo: '123', bornOn: '2026-04-01', people: [{ phone: '1' }, { called: '李', phone: '2' }] },
    today: Temporal.PlainDate.from('2026-03-02'),
  })
  expect(flaws.map((one) => one.pointer)).toEqual([
    ...['/form/name', '/form/idNo', '/form/bornOn', '/form/mobile'],
    ...['/form/people/0/called', '/form/people/0/phone', '/form/people/1/phone'],
  ])
})
