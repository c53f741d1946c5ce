import { expect, test } from 'vitest'
import { type CorrectionRequest, withGathered } from './correction-request.ts'

const asks = (materialNo: number | null, what: string, reason: string): CorrectionRequest => ({
  ...{ materialNo, what, reason, basis: null },
})

test('the one notice gives the reasons of the lead and of every department for the same paper', () => {
  const ticked = [asks(7, '环评报告', '不清晰'), asks(null, '授权书', '没有签名')]
  const gathered = [
    asks(7, '环评报告', '缺少公众参与说明'),
    asks(null, '授权书', '没有签名'),
    asks(9, '图纸', '没有提交'),
  ]
  expect(withGathered(ticked, gathered).map((one) => [one.what, one.reason])).toEqual([
    ['环评报告', '不清晰；缺少公众参与说明'],
    ['授权书', '没有签名'],
    ['图纸', '没有提交'],
  ])
})

test('a reason that the lead took over from the departments is not told twice', () => {
  const [one] = withGathered([asks(7, '报告', '不清晰；缺少说明')], [asks(7, '报告', '缺少说明')])
  expect(one?.reason).toBe('不清晰；缺少说明')
})
