import type { z } from '@hono/zod-openapi'
import type { Flaw, Text } from '#base'

type Issue = z.core.$ZodIssue

/** What is wrong with one part of a request, at its JSON pointer (RFC 6901), in words that say what to write instead. */
export const flawOf = (issue: Issue): Flaw => ({
  pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') || '/',
  sentence: sentenceOf(issue),
})

const kinds: Record<string, Text> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true、false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组内容（对象）', en: 'an object' },
  record: { zh: '一组内容（对象）', en: 'an object' },
}

function sentenceOf(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type': {
      // zod keeps what it read out of its issues; only its own sentence still says that there was nothing.
      if (issue.message.endsWith('received undefined'))
        return { zh: '没有填写，请补上。', en: 'Missing; please give it.' }
      const kind = kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected }
      return { zh: `这里要填${kind.zh}。`, en: `This must be ${kind.en}.` }
    }
    case 'too_small':
      return bound(issue.origin, '至少', 'at least', Number(issue.minimum))
    case 'too_big':
      return bound(issue.origin, '最多', 'at most', Number(issue.maximum))
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      return { zh: `只能是：${allowed.join('、')}。`, en: `Only: ${allowed.join(', ')}.` }
    }
    case 'unrecognized_keys':
      return {
        zh: `没有这些内容：${issue.keys.join('、')}，请去掉。`,
        en: `Unknown: ${issue.keys.join(', ')}; leave them out.`,
      }
    case 'invalid_format':
      return formatOf(issue.format)
    case 'not_multiple_of':
      return { zh: `要是 ${issue.divisor} 的倍数。`, en: `This must be a multiple of ${issue.divisor}.` }
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return {
        zh: '这里的内容不合要求，请对照接口说明修改。',
        en: 'Not what belongs here; see the description of this address.',
      }
  }
}

/** Texts are counted in characters, lists in entries, numbers as they are. */
function bound(origin: string, zh: string, en: string, value: number): Text {
  if (origin === 'string') return { zh: `${zh} ${value} 个字符。`, en: `${capital(en)} ${value} characters.` }
  if (origin === 'array') return { zh: `${zh} ${value} 项。`, en: `${capital(en)} ${value} entries.` }
  return { zh: `${zh}是 ${value}。`, en: `${capital(en)} ${value}.` }
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

const formats: Record<string, Text> = {
  date: { zh: '日期要写成 2026-03-16 这样。', en: 'Write the date like 2026-03-16.' },
  datetime: { zh: '时间要写成 2026-03-16T09:30:00Z 这样。', en: 'Write the time like 2026-03-16T09:30:00Z.' },
  uuid: { zh: '编号的格式不对，请原样填写系统给的编号。', en: 'Not an id of this system; give it as it was given.' },
}
const formatOf = (format: string): Text =>
  formats[format] ?? { zh: '格式不对，请对照接口说明修改。', en: 'Wrong format; see the description of this address.' }
