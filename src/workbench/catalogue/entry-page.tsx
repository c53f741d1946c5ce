import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { EntryView, ItemRow } from '../catalogue-contract.ts'
import { ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { go, Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { publishedOverrides } from './draft-editing.ts'
import { DraftEditor } from './draft-editor.tsx'
import { elementName, elementNames } from './element-words.ts'
import { Findings } from './findings.tsx'
import { useElementLines } from './known-names.ts'
import { LevelComparison } from './level-comparison.tsx'

type EntryPlace = Extract<Place, { page: 'entry' }>

/** Articles and the names that people use exist in Chinese alone: a page in English marks them. */
const isChinese = (line: string): boolean => w('', line).search(/[\p{Script=Han}《]/u) === 0

/** Every element of the implementation list, in the list's order. */
function Elements({ entry }: { entry: EntryView }) {
  const content: Record<string, unknown> = { ...entry.content }
  const linesOf = useElementLines()
  return (
    <dl className="facts elements">
      {Object.keys(elementNames)
        .filter((element) => element in content || element === 'visitReason')
        .map((element) => (
          <div key={element}>
            <dt>{elementName(element)}</dt>
            <dd>
              {linesOf(element, content[element]).map((line) => (
                <p key={line} lang={isChinese(line) ? 'zh-CN' : undefined}>
                  {line}
                </p>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  )
}

const revisionStates = () => ({
  draft: w('草稿', 'Draft'),
  published: w('已发布', 'Published'),
  locked: w('已发布（有办件在用）', 'Published, in use by cases'),
})

const Revisions = ({ entry }: { entry: EntryView }) => (
  <table className="rows">
    <caption className="sr">{w('版本', 'Revisions')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('版本', 'Revision')}</th>
        <th scope="col">{w('状态', 'State')}</th>
        <th scope="col">{w('编辑', 'Edited by')}</th>
        <th scope="col">{w('编辑时间', 'Edited')}</th>
        <th scope="col">{w('发布时间', 'Published')}</th>
      </tr>
    </thead>
    <tbody>
      {entry.revisions.map((one) => (
        <tr key={one.no}>
          <td className="num col-item">{w(`第 ${one.no} 版`, `${one.no}`)}</td>
          <td data-name={w('状态', 'State')}>{revisionStates()[one.state]}</td>
          <td data-name={w('编辑', 'Edited by')}>{one.editedBy}</td>
          <td className="num" data-name={w('编辑时间', 'Edited')}>
            {timeWords(one.editedAt)}
          </td>
          <td className="num" data-name={w('发布时间', 'Published')}>
            {one.publishedAt ? timeWords(one.publishedAt) : w('还没有', 'not yet')}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** The editor, once it is known what stands published: for an authority, that is read from its guide. */
function Editing({ entry, authority, onClose }: { entry: EntryView; authority: ItemRow | null; onClose: () => void }) {
  const itemCode = authority?.itemCode ?? ''
  const guide = useQuery({
    queryKey: ['guide', itemCode],
    queryFn: () => orRefuse(api.guide(itemCode)),
    enabled: authority !== null,
    staleTime: 0,
    gcTime: 0,
  })
  if (authority === null)
    return <DraftEditor entry={entry} authority={null} published={{ ...entry.content }} onClose={onClose} />
  if (guide.isError) return <ProblemNotice problem={problemOf(guide.error)} onRefresh={() => void guide.refetch()} />
  if (!guide.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const published = publishedOverrides(entry, authority, guide.data)
  return <DraftEditor entry={entry} authority={authority} published={published} onClose={onClose} />
}

function Entry({ entry, place }: { entry: EntryView; place: EntryPlace }) {
  const [isEditing, setEditing] = useState(false)
  const authority = entry.items.find((one) => one.authorityCode === place.authority)
  const tab = place.tab === '' ? 'elements' : place.tab
  return (
    <div className="page entry-page">
      <p className="crumb-line">
        <Link to={{ page: 'catalogue', q: '', only: 'all' }}>{w('事项目录', 'Catalogue')}</Link>
        {authority ? (
          <>
            {' / '}
            <Link to={{ page: 'entry', entryId: entry.entryId, authority: '', tab: 'levels' }}>
              {t(entry.content.name)}
            </Link>
          </>
        ) : null}
      </p>
      <div className="page-head">
        <div>
          <h1>{authority ? w(authority.authority, authority.authorityEn) : t(entry.content.name)}</h1>
          <p className="quiet num">
            {entry.entryId} · {entry.basicCode} · {w(`第 ${entry.revision} 版`, `revision ${entry.revision}`)} ·{' '}
            {w(`${entry.itemCount} 个实施机关`, `${entry.itemCount} authorities`)}
          </p>
        </div>
        {isEditing ? null : entry.mayEdit && (place.authority === '' || authority) ? (
          <Button type="primary" onClick={() => setEditing(true)}>
            {entry.draft
              ? w('继续编辑草稿', 'Go on with the draft')
              : authority
                ? w('编辑本机关的不同之处', 'Edit what differs here')
                : w('编辑', 'Edit')}
          </Button>
        ) : (
          <span className="quiet">
            {w('您的岗位可以查看，不能编辑这里。', 'Your role may read this, not edit it.')}
          </span>
        )}
      </div>
      {isEditing ? (
        <Editing entry={entry} authority={authority ?? null} onClose={() => setEditing(false)} />
      ) : (
        <Tabs
          activeKey={tab}
          onChange={(next) => go({ ...place, tab: next === 'elements' ? '' : next }, 'replace')}
          items={[
            { key: 'elements', label: w('要素', 'Elements'), children: <Elements entry={entry} /> },
            {
              key: 'findings',
              label: `${w('规范性检查', 'Conformity')} ${entry.findings.length || ''}`,
              children: <Findings findings={entry.findings} />,
            },
            { key: 'levels', label: w('各级对照', 'Across levels'), children: <LevelComparison entry={entry} /> },
            { key: 'revisions', label: w('版本', 'Revisions'), children: <Revisions entry={entry} /> },
          ]}
        />
      )}
    </div>
  )
}

/** One catalogue entry: its elements, findings, how the levels differ, and its revisions. */
export function EntryPage({ place }: { place: EntryPlace }) {
  usePageTitle(place.entryId)
  const answer = useQuery({
    queryKey: ['entry', place.entryId, place.authority],
    queryFn: () => orRefuse(api.entry(place.entryId, place.authority)),
  })
  if (answer.data) return <Entry entry={answer.data} place={place} />
  return (
    <div className="page">
      {answer.isError ? (
        <>
          <h1>{place.entryId}</h1>
          <ProblemNotice problem={problemOf(answer.error)} onRefresh={() => void answer.refetch()} />
        </>
      ) : (
        <Skeleton active title paragraph={{ rows: 10 }} />
      )}
    </div>
  )
}
