import type { Text } from '#base'
import type { BundleEvent, BundleFile } from '#handling'
import type { Message } from './notice-words.ts'

const msg = (subject: Text, zh: string, en: string): Message => ({ subject, body: { zh, en }, outside: { zh, en } })

/**
 * What the applicant is told of the whole, in plain words; null: the member's own case tells it. `file` is the bundle as it is
 * now; only its number and the names of items leave the house.
 */
export function wordsForBundle(event: BundleEvent, file: BundleFile): Message | null {
  const it = `“${file.name.zh}”（${file.bundleNo}）`
  const en = `“${file.name.en}” (${file.bundleNo})`
  const named = (entryId: string | null): Text =>
    file.members.find((one) => one.entryId === entryId)?.itemName ?? { zh: '', en: '' }
  switch (event.type) {
    case 'submitted':
      return msg(
        { zh: '一件事已提交', en: 'Bundle received' },
        `您的${it}已收到，共 ${event.data.members.length} 项，各项分别办理、办好一项给一项。`,
        `Your ${en} has been received: ${event.data.members.length} items, each handled on its own and given to you when ready.`,
      )
    case 'member-case-opened':
      return openedWords(event.data.entryId, file, named)
    case 'member-held':
      return heldWords(named(event.data.entryId), file)
    case 'member-skipped':
      return skippedWords(event, file, named)
    case 'closed':
      return file.state === 'withdrawn' ? null : closedWords(file, it, en)
    case 'withdrawn':
      return msg(
        { zh: '一件事已撤回', en: 'Bundle withdrawn' },
        `您已撤回${it}，没开始的不再办理。`,
        `You have withdrawn ${en}; what had not begun will not begin.`,
      )
    case 'member-not-needed':
    case 'member-concluded':
      return null
  }
}

function closedWords({ members }: BundleFile, it: string, en: string): Message {
  const done = members.filter(({ state }) => state.type === 'concluded' && state.outcome === 'granted').length
  const failed = members.length - done
  if (failed === 0)
    return msg(
      { zh: '一件事办完了', en: 'Bundle finished' },
      `您的${it}各项都办妥了。`,
      `Every item of your ${en} is done.`,
    )
  return msg(
    { zh: '一件事各项都有结果了', en: 'Every item has its result' },
    `您的${it}共 ${members.length} 项：${done > 0 ? `${done} 项已办妥，` : ''}${failed} 项没有办成。打开可以看每一项为什么、接下来怎么办。`,
    `Your ${en}, ${members.length} items: ${done > 0 ? `${done} done, ` : ''}${failed} not granted. Open it to see why for each and what you can do.`,
  )
}

function openedWords(entryId: string, file: BundleFile, named: (entryId: string | null) => Text): Message | null {
  const member = file.members.find((one) => one.entryId === entryId)
  // What was opened with the bundle has just been told.
  if (member === undefined || member.needs.length === 0) return null
  const given = member.needs.map((need) => named(need.of))
  return msg(
    { zh: '下一项开始办了', en: 'The next item has begun' },
    `${given.map((one) => `“${one.zh}”`).join('、')}已办好，结果直接用作材料，“${member.itemName.zh}”开始办理。`,
    `${given.map((one) => `“${one.en}”`).join(', ')} is done; its result serves as a paper, and “${member.itemName.en}” has begun.`,
  )
}

const heldWords = (item: Text, { bundleNo }: BundleFile): Message =>
  msg(
    { zh: '有一项晚些开始', en: 'One item begins later' },
    `“${item.zh}”的办理流程暂时不能使用，管理员已能看到。恢复后自动开始，您不用再做什么；其他各项照常办。（${bundleNo}）`,
    `The procedure of “${item.en}” cannot be used for now; administrators see it. It begins by itself once that is mended, and there is nothing you need do. The others go on. (${bundleNo})`,
  )

function skippedWords(
  { data }: Extract<BundleEvent, { type: 'member-skipped' }>,
  file: BundleFile,
  named: (entryId: string | null) => Text,
): Message | null {
  const item = named(data.entryId)
  const giver = named(data.of)
  switch (data.why) {
    case 'need-failed':
      return msg(
        { zh: '有一项不能接着办', en: 'One item cannot go on' },
        `“${giver.zh}”没有办成，“${item.zh}”要用它的结果，所以没有开始。不用它的各项照常办。“${giver.zh}”办成后，可以单独申请“${item.zh}”。（${file.bundleNo}）`,
        `“${giver.en}” was not granted, and “${item.en}” needs its result, so it has not begun. What does not need it goes on. Once “${giver.en}” is granted you can apply for “${item.en}” by itself. (${file.bundleNo})`,
      )
    case 'not-accepted':
      return msg(
        { zh: '有一项请单独申请', en: 'Please apply for one item by itself' },
        `“${item.zh}”的办理要求在您提交后有变化，请单独申请。其他各项照常办。（${file.bundleNo}）`,
        `What “${item.en}” asks for has changed since you applied. Please apply for it by itself. The others go on. (${file.bundleNo})`,
      )
    case 'withdrawn':
      return null
  }
}
