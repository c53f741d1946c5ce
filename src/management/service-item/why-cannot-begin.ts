import type { Text } from '#base'
import type { Definitions } from '../process-definition/definitions.ts'
import { whyNotInUse } from './item-state.ts'
import type { ServiceItem } from './service-item.ts'

type Routes = Pick<Definitions, 'hasRoute'>
type Item = Pick<ServiceItem, 'content'>

/** No case begins on a route of which no version can be run, as when an upgrade refuses the only one. */
export const withoutRoute = (routes: Routes, { content: { route, name } }: Item): Text | null =>
  routes.hasRoute(route)
    ? null
    : {
        zh: `“${name.zh}”的办理流程暂时不能使用，管理员已能看到。您填过的内容都还在，请稍后再来。`,
        en: `The procedure of “${name.en}” cannot be used for now; administrators see it. Whatever you entered is kept: please come back later.`,
      }

/** Of what no authority decides where somebody is: what is said, and who knows the way. */
export const noneHere = (name: Text): Text => ({
  zh: `“${name.zh}”在您所在的地方没有办理的机关，请拨打 12345 问清去哪里办。`,
  en: `No authority where you are handles “${name.en}”. Call 12345 to learn where to go for it.`,
})

/** Why nobody can apply for an item now, in a sentence; null while one can. */
export const whyCannotBegin = (routes: Routes, item: Item, today: Temporal.PlainDate): Text | null =>
  whyNotInUse(item.content, today) ?? withoutRoute(routes, item)

/** Why an item is not applied for online: its list of channels names no way to do so. Null where it does. */
export const whyNotOnline = ({ content: { channels } }: Item): Text | null =>
  channels.some((one) => one === 'online' || one === 'mobile')
    ? null
    : {
        zh: '本事项不在网上办，请到窗口申请；地点和时间见办事指南。',
        en: 'This is not applied for online: apply at the counter. The guide says where and when.',
      }
