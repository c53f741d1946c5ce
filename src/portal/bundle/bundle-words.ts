import type { BundleFile, CaseState } from '#handling'
import type { View } from '../layout/view.ts'

/** The colours of states, always beside the word. */
export const caseTones: Readonly<Record<CaseState, string>> = {
  submitted: 'grey',
  correcting: 'amber',
  accepted: 'grey',
  granted: 'sealed',
  denied: 'red',
  declined: 'red',
  withdrawn: 'grey',
  terminated: 'grey',
  revoked: 'red',
}

/** B 410802 20260302 00001, as people read it out. */
export const groupBundleNo = (bundleNo: string): string => bundleNo.replace(/^(B)(\d{6})(\d{8})(\d+)$/, '$1 $2 $3 $4')

/** The whole in one sentence: how many are done, being handled, waiting, and not to be had. */
export function bundleSentence(view: Pick<View, 'w'>, file: BundleFile): string {
  const { w } = view
  const count = (fits: (state: BundleFile['members'][number]['state']) => boolean) =>
    file.members.filter((one) => fits(one.state)).length
  const done = count((state) => state.type === 'concluded' && state.outcome === 'granted')
  const open = count((state) => state.type === 'open')
  const waiting = count((state) => state.type === 'waiting' && state.held === undefined)
  const held = count((state) => state.type === 'waiting' && state.held !== undefined)
  const rest = file.members.length - done - open - waiting - held
  if (done === file.members.length) return w(`${done} 项都办妥了。`, `All ${done} items are done.`)
  if (file.state === 'withdrawn' && open === 0 && done === 0)
    return w('您已全部撤回。', 'You have withdrawn all of it.')
  const parts = [
    done > 0 ? w(`${done} 项已办妥`, `${done} done`) : '',
    open > 0 ? w(`${open} 项正在办`, `${open} being handled`) : '',
    waiting > 0 ? w(`${waiting} 项在等前一项的结果`, `${waiting} waiting for another’s result`) : '',
    held > 0 ? w(`${held} 项晚些开始`, `${held} to begin later`) : '',
    rest > 0 ? w(`${rest} 项没有办成`, `${rest} not granted`) : '',
  ].filter((part) => part !== '')
  return w(`共 ${file.members.length} 项：${parts.join('，')}。`, `${file.members.length} items: ${parts.join(', ')}.`)
}
