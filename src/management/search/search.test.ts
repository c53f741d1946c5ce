import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SearchAnswer } from './answer.ts'
import { makeSearchIndex, type SearchEntry } from './search-index.ts'
import { readSynonyms } from './synonyms.ts'

const seeds = new URL('../../../seeds/', import.meta.url)
const readSeed = (name: string): string => readFileSync(new URL(name, seeds), 'utf8')

type SeedLine = Omit<SearchEntry, 'entryId' | 'name' | 'materials'> & {
  id: string
  name: string
  materials: { name: string }[]
}

const catalogue = readSeed('catalogue.jsonl')
  .trimEnd()
  .split('\n')
  .map((line): SearchEntry => {
    const { id, name, materials, ...rest } = JSON.parse(line) as SeedLine
    return { ...rest, entryId: id, name: { zh: name, en: name }, materials: materials.map((each) => each.name) }
  })
const synonyms = readSynonyms(readSeed('search-synonyms.csv'))
const index = makeSearchIndex(catalogue, synonyms)
const nameOf = new Map(catalogue.map(({ entryId, name }) => [entryId, name.zh]))
const first = (answer: SearchAnswer): string | undefined => nameOf.get(answer.hits[0]?.entryId ?? '')
const ask = (query: string): string | undefined => first(index.search(query))

describe('people ask as they speak', () => {
  it.each([
    ['孩子刚出生怎么上户口', '出生登记（新生儿落户）'],
    ['身份证叫我弄丢了咋补', '居民身份证补领（丢失补领）'],
    ['俺家老头80了有没有补贴', '80周岁以上老年人高龄津贴发放'],
    ['俺娘九十岁了政府给发钱不', '80周岁以上老年人高龄津贴发放'],
    ['开个小面馆都要啥手续', '食品小经营店登记'],
    ['办个卖烟的证', '烟草专卖零售许可证核发'],
    ['结婚证叫老鼠啃了', '补领婚姻登记证'],
  ])('%s → %s', (query, name) => {
    expect(ask(query)).toBe(name)
  })

  it('offers both ways where a question has two answers', () => {
    const names = index.search('在郑州住院回焦作能报销不', { limit: 2 }).hits.map(({ entryId }) => nameOf.get(entryId))
    expect(names.toSorted()).toEqual(['异地就医备案（临时外出、转诊）', '门诊、住院费用手工（零星）报销'].toSorted())
  })

  it('tells the items about one paper apart by what happened to it', () => {
    expect(ask('办身份证')).toBe('居民身份证首次申领')
    expect(ask('身份证到期')).toBe('居民身份证换领')
    expect(ask('身份证弄丢了')).toBe('居民身份证补领（丢失补领）')
    expect(ask('护照和驾驶证里驾驶证丢了')).toBe('机动车驾驶证补领')
  })

  it('finds nearly every item by each of its aliases among the first three', () => {
    const all = catalogue.flatMap(({ entryId, aliases }) => aliases.map((alias) => ({ entryId, alias })))
    const missed = all.filter(
      ({ entryId, alias }) => !index.search(alias, { limit: 3 }).hits.some((hit) => hit.entryId === entryId),
    )
    expect(all.length).toBeGreaterThan(1_000)
    expect(missed.length / all.length).toBeLessThan(0.03)
  })

  it('finds every item by its own name first, or beside one of the same wording', () => {
    const missed = catalogue.filter(
      ({ entryId, name }) => !index.search(name.zh, { limit: 3 }).hits.some((hit) => hit.entryId === entryId),
    )
    expect(missed.map(({ name }) => name.zh)).toEqual([])
  })
})

describe('people write as their keyboard lets them', () => {
  it.each([
    ['shenfenzheng', '居民身份证首次申领', 'pinyin'],
    ['xinshenger luohu', '出生登记（新生儿落户）', 'pinyin'],
    ['jumin shenfenzheng diule', '居民身份证补领（丢失补领）', 'pinyin'],
    ['spjyxk', '食品经营许可', 'pinyin'],
    ['生份证丢了', '居民身份证补领（丢失补领）', 'typo'],
    ['社保咔丢了怎么补', '社会保障卡补领、换领、换发', 'typo'],
  ])('%s → %s, found by %s', (query, name, via) => {
    const answer = index.search(query)
    expect(first(answer)).toBe(name)
    expect(answer.hits[0]?.via).toBe(via)
  })

  it('understands a word whose character is wrong, missing or doubled, and offers the right spelling', () => {
    expect(nameOf.get(index.search('落护口').hits[0]?.entryId ?? '')).toMatch(/户口|落户/)
    expect(index.search('生份证丢了').suggestions.join()).toContain('身份证')
    expect(ask('营业执执照丢了')).toBe('营业执照遗失补领、换发')
    expect(ask('驾驶丢了驾证')).toContain('驾驶证')
  })

  it('reads traditional characters, full-width letters and emoji', () => {
    expect(ask('結婚證丟了')).toBe('补领婚姻登记证')
    expect(ask('不動產權證書遺失')).toBe('不动产权证书遗失补证、换证')
    expect(ask('ｓｈｅｎｆｅｎｚｈｅｎｇ')).toBe('居民身份证首次申领')
    expect(ask('😭😭身份证丢了‼️')).toBe('居民身份证补领（丢失补领）')
  })

  it('answers in English from the table of synonyms, and from English names where there are some', () => {
    expect(ask('passport')).toBe('普通护照签发')
    expect(ask('food licence')).toBe('食品经营许可')
    const one = catalogue.find(({ name }) => name.zh === '河道采砂许可') as SearchEntry
    const english = makeSearchIndex(
      [...catalogue, { ...one, entryId: 'X1', name: { zh: one.name.zh, en: 'Permit to extract sand from a river' } }],
      synonyms,
    )
    expect(english.search('extracting sand, river permits').hits[0]?.entryId).toBe('X1')
  })

  it('finds an entry by its number', () => {
    expect(index.search(' s0011 ').hits.map(({ entryId }) => entryId)).toEqual(['S0011'])
  })
})

describe('the search says when it does not know', () => {
  it.each([
    '今天天气怎么样',
    '红烧肉怎么做',
    'asdfgh',
    'zxcvbnm',
    '怎么减肥最快',
    '帮我写一首关于春天的诗',
    'what time is it',
    '律师执业',
    '律师证怎么办',
    '交通违章',
    '驾照扣分查询',
    '高考报名',
    '户口本丢了',
    '手机卡挂失',
    '银行卡丢了',
    '养狗证',
  ])('%s: not sure, and at most three guesses', (query) => {
    const { sure, hits } = index.search(query)
    expect(sure).toBe(false)
    expect(hits.length).toBeLessThanOrEqual(3)
  })

  it.each(['', '   ', '？！…', '😀', '了', '怎么办', '\u0000\u200b', '%', '<script>'])(
    '%j: nothing asked, nothing claimed',
    (query) => {
      expect(index.search(query)).toMatchObject({ hits: [], total: 0, sure: false })
    },
  )

  it('is sure of a plain question', () => {
    expect(index.search('补办身份证').sure).toBe(true)
    expect(index.search('开饭店').sure).toBe(true)
    expect(index.search('养鸡场的环评咋弄').sure).toBe(true)
    expect(index.search('想去台湾看看').sure).toBe(true)
  })
})

describe('the answer is fit to be shown', () => {
  it('marks the words that were found, the alias among them, best first, without an entry twice', () => {
    const { hits, total } = index.search('身份证不见了怎么补')
    expect(hits[0]?.matched).toContain('身份证不见了怎么补')
    expect(hits[0]?.matched).toContain('身份证')
    expect(new Set(hits.map(({ entryId }) => entryId)).size).toBe(hits.length)
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a))
    expect(total).toBeGreaterThanOrEqual(hits.length)
  })

  it('marks nothing that only stands in a longer alias', () => {
    const { hits } = index.search('开饭店')
    const marked = hits.flatMap((hit) => hit.matched)
    expect(marked.length).toBeGreaterThan(0)
    for (const word of ['健康', '登记', '投诉', '排水']) expect(marked.join(' ')).not.toContain(word)
  })

  it('keeps to the subject and the limit that are asked for', () => {
    const legal = index.search('社保', { subject: 'legal', limit: 5 })
    expect(legal.hits.length).toBeLessThanOrEqual(5)
    expect(legal.hits.length).toBeGreaterThan(0)
    const subjects = new Map(catalogue.map((entry) => [entry.entryId, entry.subjects]))
    expect(legal.hits.every(({ entryId }) => subjects.get(entryId)?.includes('legal'))).toBe(true)
    expect(index.search('社保', { limit: 0 }).hits).toEqual([])
  })

  it('gives the same answer to the same question, whatever was asked between', () => {
    const before = index.search('公积金怎么取')
    index.search('shebaoka 落护口 passport')
    expect(index.search('公积金怎么取')).toEqual(before)
  })
})

describe('nobody can make the search slow or make it fail', () => {
  const hostile = [
    '办身份证'.repeat(500),
    'shenfenzheng'.repeat(200),
    'a'.repeat(2_000),
    'zh'.repeat(1_000),
    '龘'.repeat(2_000),
    '落护口生份证'.repeat(400),
    '(('.repeat(1_000),
    '\ud800'.repeat(2_000),
    '1'.repeat(2_000),
    '身 份 证 '.repeat(500),
    '‮‭'.repeat(1_000),
    'ﷺ'.repeat(2_000),
    '__proto__ constructor toString',
  ]
  it.each(hostile.map((query) => [`${query.slice(0, 12)}… of ${query.length}`, query]))('%s', (_, query) => {
    index.search(query)
    const started = performance.now()
    index.search(query)
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('answers an empty catalogue and a catalogue without synonyms', () => {
    expect(makeSearchIndex([], synonyms).search('身份证').hits).toEqual([])
    const bare = makeSearchIndex(catalogue, [])
    expect(nameOf.get(bare.search('居民身份证换领').hits[0]?.entryId ?? '')).toBe('居民身份证换领')
  })
})

describe('the table of synonyms', () => {
  it('is read with its lists', () => {
    expect(readSynonyms('group,colloquial,official\n烟证,"烟草证, 卖烟",烟草专卖零售许可\n')).toEqual([
      { group: '烟证', colloquial: ['烟草证', '卖烟'], official: ['烟草专卖零售许可'] },
    ])
  })

  it('is refused, with the row, when a column is empty', () => {
    expect(() => readSynonyms('group,colloquial,official\n烟证,,烟草\n')).toThrow('row 2')
  })

  it('keeps no word as meaningless that also has a meaning', () => {
    const empty = synonyms.filter(({ official }) => official.some((word) => word.includes('剔除')))
    const noise = new Set(empty.flatMap(({ colloquial }) => colloquial))
    const meant = synonyms
      .filter((group) => !empty.includes(group))
      .flatMap(({ colloquial, official }) => [...colloquial, ...official])
    expect(meant.filter((word) => noise.has(word))).toEqual([])
  })
})
