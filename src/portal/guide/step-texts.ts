/** Names of the shipped routes' steps, for readers of English. */
export const stepTexts: Readonly<Record<string, { zh: string; en: string }>> = {
  收件受理: { zh: '收件受理', en: 'Received and accepted' },
  初审: { zh: '初审', en: 'First examination' },
  审查: { zh: '审查', en: 'Examination' },
  审核: { zh: '审核', en: 'Examination' },
  决定: { zh: '决定', en: 'Decision' },
  当场决定: { zh: '当场决定', en: 'Decided on the spot' },
  送达: { zh: '送达', en: 'Delivery' },
  事后核查: { zh: '事后核查', en: 'Check afterwards' },
}
