import type { Field, Form } from './form.ts'

const field = (one: Field): Field => one

const purposeContact = { zh: '办理中与您联系、寄送结果', en: 'To reach you about the case and to send the result' }
const purposeWho = { zh: '确认申请人身份', en: 'To establish who applies' }

const personFields: Field[] = [
  field({
    id: 'applicantName',
    type: 'text',
    label: { zh: '姓名', en: 'Name' },
    required: true,
    prefill: 'name',
    maxLength: 50,
    purpose: purposeWho,
  }),
  field({
    id: 'residentIdNo',
    type: 'resident-id',
    label: { zh: '身份证号', en: 'Identity number' },
    required: true,
    prefill: 'residentIdNo',
    purpose: purposeWho,
  }),
]

const firmFields: Field[] = [
  field({
    id: 'firmName',
    type: 'text',
    label: { zh: '单位名称', en: 'Name of the firm or body' },
    required: true,
    prefill: 'firmName',
    maxLength: 100,
    purpose: purposeWho,
  }),
  field({
    id: 'creditCode',
    type: 'credit-code',
    label: { zh: '统一社会信用代码', en: 'Credit code' },
    required: true,
    prefill: 'creditCode',
    purpose: purposeWho,
  }),
  field({
    id: 'legalRepresentative',
    type: 'text',
    label: { zh: '法定代表人（负责人）', en: 'Legal representative' },
    required: true,
    prefill: 'legalRepresentative',
    maxLength: 50,
    purpose: purposeWho,
  }),
]

const contactFields: Field[] = [
  field({
    id: 'mobile',
    type: 'mobile',
    label: { zh: '手机号', en: 'Mobile number' },
    hint: { zh: '每一步进展都会发到这个号码', en: 'Each step is told to this number' },
    required: true,
    prefill: 'mobile',
    purpose: purposeContact,
  }),
  field({
    id: 'address',
    type: 'text',
    label: { zh: '联系地址', en: 'Address' },
    required: true,
    prefill: 'address',
    maxLength: 200,
    purpose: purposeContact,
  }),
]

/** The topic every form begins with: who applies. For an item of both, the applicant says which. */
export const applicantSection = (subjects: readonly ('natural' | 'legal')[]): Form['sections'][number] => {
  const both = subjects.length > 1
  const kind: Field = {
    id: 'applicantKind',
    type: 'choice',
    label: { zh: '申请人是', en: 'The applicant is' },
    required: true,
    options: [
      { value: 'natural', label: { zh: '个人', en: 'A person' } },
      { value: 'legal', label: { zh: '企业或其他单位', en: 'A firm or other body' } },
    ],
    purpose: purposeWho,
  }
  const onlyWhen = (fields: Field[], value: string): Field[] =>
    both ? fields.map((one) => ({ ...one, when: { eq: ['applicantKind', value] } })) : fields
  return {
    id: 'applicant',
    title: { zh: '谁来申请', en: 'Who applies' },
    fields: [
      ...(both ? [kind] : []),
      ...(subjects.includes('natural') ? onlyWhen(personFields, 'natural') : []),
      ...(subjects.includes('legal') ? onlyWhen(firmFields, 'legal') : []),
      ...contactFields,
    ],
  }
}

/** The general, correct form of an item that has none of its own: who applies, what is asked for, and why. */
export const generalForm = (name: { zh: string; en: string }, subjects: readonly ('natural' | 'legal')[]): Form => ({
  sections: [
    applicantSection(subjects),
    {
      id: 'request',
      title: { zh: '申请什么', en: 'What you ask for' },
      fields: [
        {
          id: 'request',
          type: 'textarea',
          label: { zh: '申请内容', en: 'Your request' },
          hint: { zh: `写清要办的事，例如：申请${name.zh}`, en: `Say what you ask for, for example: ${name.en}` },
          required: true,
          maxLength: 500,
          purpose: { zh: '让受理人员知道您要办什么', en: 'So that the officers know what you want' },
        },
        {
          id: 'remark',
          type: 'textarea',
          label: { zh: '还想说明的情况', en: 'Anything else we should know' },
          required: false,
          maxLength: 500,
          purpose: { zh: '帮助办理人员了解特殊情况', en: 'To understand special circumstances' },
        },
      ],
    },
  ],
})
