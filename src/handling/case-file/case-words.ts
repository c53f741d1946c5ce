import type { Text } from '#base'
import type { Channel } from './case-event.ts'
import type { CaseState } from './case-file.ts'

// What officers read of a case in lists, at the workbench and in tables they take away.

export const stateNames = {
  submitted: { zh: '待受理', en: 'To be accepted' },
  correcting: { zh: '待补正', en: 'Awaiting correction' },
  accepted: { zh: '办理中', en: 'In progress' },
  granted: { zh: '准予', en: 'Granted' },
  denied: { zh: '未准予', en: 'Denied' },
  declined: { zh: '不予受理', en: 'Declined' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  terminated: { zh: '已终止', en: 'Terminated' },
  revoked: { zh: '已撤销', en: 'Revoked' },
} as const satisfies Record<CaseState, Text>

export const channelNames = {
  online: { zh: '网上', en: 'Online' },
  mobile: { zh: '手机', en: 'Mobile' },
  counter: { zh: '窗口', en: 'Counter' },
  village: { zh: '村级', en: 'Village' },
  api: { zh: '接口', en: 'API' },
} as const satisfies Record<Channel, Text>
