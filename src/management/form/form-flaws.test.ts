import { expect, test } from 'vitest'
import { checkForm } from './check-form.ts'
import { type Field, Form } from './form.ts'

const text = (zh: string) => ({ zh, en: zh })
const field = (id: string, over: object): Field =>
  ({ id, label: text(id), purpose: text(id), required: true, ...over }) as Field
const form = Form.parse({
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
          ...{ type: 'group', minItems: 1, maxItems: 3, itemLabel: text('人员') },
          fields: [field('called', { type: 'text', maxLength: 20 }), field('phone', { type: 'mobile' })],
        }),
      ],
    },
  ],
})

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

test('what is missing is told in sentences that read well in both languages', () => {
  const options = ['甲', '乙'].map((name) => ({ value: name, label: text(name) }))
  const asked = (id: string, zh: string, en: string, over: object) => ({ ...field(id, over), label: { zh, en } })
  const all = Form.parse({
    sections: [
      {
        ...{ id: 'who', title: text('谁来申请') },
        fields: [
          asked('name', '姓名', 'Name', { type: 'text', maxLength: 20 }),
          asked('place', '出生地', 'Place of birth', { type: 'choice', options }),
        ],
      },
    ],
  })
  const today = Temporal.PlainDate.from('2026-03-02')
  expect(checkForm(all, [], { answers: {}, values: {}, today }).map((one) => one.sentence)).toEqual([
    { zh: '请填写姓名。', en: '“Name” is missing: enter it.' },
    { zh: '请选择出生地。', en: '“Place of birth” is not answered: choose an answer.' },
  ])
})

test('a date in a group that is given several times keeps its rule in every row, and is told at its place', () => {
  const ill = Form.parse({
    sections: [
      {
        ...{ id: 'illness', title: text('病种') },
        fields: [
          field('illnesses', {
            ...{ type: 'group', minItems: 1, maxItems: 5, itemLabel: text('病种') },
            fields: [
              field('foundOn', { type: 'date', notAfterToday: true }),
              field('checkOn', { type: 'date', notBeforeToday: true, required: false }),
            ],
          }),
        ],
      },
    ],
  })
  const illnesses = [
    { foundOn: '2026-03-02', checkOn: '2026-03-02' },
    { foundOn: '2099-01-01' },
    { foundOn: '2020-01-01', checkOn: '2026-03-01' },
  ]
  expect(
    checkForm(ill, [], { answers: {}, values: { illnesses }, today: Temporal.PlainDate.from('2026-03-02') }),
  ).toEqual([
    {
      pointer: '/form/illnesses/1/foundOn',
      sentence: { zh: 'foundOn不能晚于今天。', en: 'foundOn cannot be after today.' },
    },
    {
      pointer: '/form/illnesses/2/checkOn',
      sentence: { zh: 'checkOn不能早于今天。', en: 'checkOn cannot be before today.' },
    },
  ])
})
