import { Button, Checkbox, Tooltip } from 'antd'
import { useState } from 'react'
import type { HandedIn } from '#handling'
import type { CaseView } from '../api-contract.ts'
import { ScanButton } from '../counter/scan.tsx'
import { Icon, type IconName } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { dayWords, needNames, trustNames } from '../words.ts'
import { useAct } from './act-dialog.tsx'
import { useKept } from './kept-values.ts'
import { PaperViewer } from './paper-viewer.tsx'
import { type Paper, papersOf } from './papers.ts'
import { SideBySide } from './side-by-side.tsx'

const standings: Record<Exclude<Paper['standing'], 'given'>, { icon: IconName; tone: string; word: () => string }> = {
  form: { icon: 'check', tone: 'none', word: () => w('由填写的表单生成', 'Made from the form') },
  fetched: { icon: 'check', tone: 'none', word: () => w('政府已有，共享核查', 'Held by government; fetched') },
  brought: { icon: 'waiting', tone: 'amber', word: () => w('申请人将带原件到窗口', 'Will be brought to the counter') },
  deferred: { icon: 'soon', tone: 'amber', word: () => w('容缺后补', 'Deferred') },
  missing: { icon: 'warning', tone: 'red', word: () => w('没有提交', 'Not handed in') },
  'not-given': { icon: 'minus', tone: 'none', word: () => w('没有提交（非必要）', 'Not handed in (not necessary)') },
}

const gradeTones = { A: 'green', B: 'green', C: 'none', D: 'none' } as const

export const Grade = ({ trust }: { trust: HandedIn['trust'] }) => (
  <Tooltip title={t(trustNames[trust])}>
    <span className={`grade ${gradeTones[trust]}`} role="img" aria-label={t(trustNames[trust])}>
      {trust}
    </span>
  </Tooltip>
)

/** Review points of one paper, ticked for oneself: kept in this tab, no part of the record. */
function ReviewPoints({ caseNo, paper }: { caseNo: string; paper: Paper }) {
  const { reviewPoints, no } = paper.requirement
  const { values, change } = useKept<{ ticked: number[] }>(`${caseNo}.review.${no}`, { ticked: [] })
  if (reviewPoints.length === 0) return null
  return (
    <fieldset className="review-points">
      <legend>
        {w('审查要点', 'Review points')}
        <span className="num">
          {values.ticked.length}/{reviewPoints.length}
        </span>
      </legend>
      {reviewPoints.map((point, index) => (
        <Checkbox
          key={point.zh}
          checked={values.ticked.includes(index)}
          onChange={(event) =>
            change({
              ticked: event.target.checked ? [...values.ticked, index] : values.ticked.filter((one) => one !== index),
            })
          }
        >
          {t(point)}
        </Checkbox>
      ))}
    </fieldset>
  )
}

/** Marks that the original was seen: the paper's grade rises to B. */
function CheckOriginal({ caseFile, paper }: { caseFile: CaseView; paper: Paper }) {
  const act = useAct(caseFile, () => {})
  const isChecked = paper.given.every((one) => one.trust === 'A' || one.trust === 'B')
  if (isChecked || !caseFile.moves.includes('check-material')) return null
  return (
    <>
      {act.problem ? <ProblemNotice problem={act.problem} onRefresh={() => void act.refresh()} /> : null}
      <Button
        icon={<Icon name="check" size={14} />}
        loading={act.isBusy}
        onClick={() =>
          void act.send({ move: 'check-material', materialNo: paper.requirement.no, trust: 'B', note: '' })
        }
      >
        {w('与原件核对一致，记为 B 级', 'Same as the original: mark B')}
      </Button>
    </>
  )
}

/** Takes the original in at the counter: scanned, seen, part of the case at once. */
function TakeIn({ caseFile, paper }: { caseFile: CaseView; paper: Paper }) {
  const act = useAct(caseFile, () => {})
  const { no, name } = paper.requirement
  if (!caseFile.moves.includes('receive-material') || !caseFile.receivable.includes(no)) return null
  return (
    <>
      {act.problem ? <ProblemNotice problem={act.problem} onRefresh={() => void act.refresh()} /> : null}
      <ScanButton
        materialNo={no}
        name={t(name)}
        isBusy={act.isBusy}
        onScanned={(files) =>
          void act.send({
            move: 'receive-material',
            materials: files.map(({ materialNo, fileId }) => ({ materialNo, fileId })),
            note: '',
          })
        }
      />
    </>
  )
}

const lowestOf = (given: Paper['given']): HandedIn['trust'] =>
  given
    .map((one) => one.trust)
    .toSorted()
    .at(-1) ?? 'C'

function PaperLine({
  caseFile,
  paper,
  isOpen,
  onOpen,
}: {
  caseFile: CaseView
  paper: Paper
  isOpen: boolean
  onOpen: () => void
}) {
  const { requirement, given, standing } = paper
  const name = t(requirement.name)
  const state = standing === 'given' ? null : standings[standing]
  return (
    <li className={isOpen ? 'paper open' : 'paper'}>
      {given.length > 0 ? (
        <button type="button" onClick={onOpen} aria-expanded={isOpen}>
          <Icon name="paper" />
          <span className="paper-name">{name}</span>
          <small>{w(`${given.length} 个文件`, `${given.length} ${given.length === 1 ? 'file' : 'files'}`)}</small>
          <Grade trust={lowestOf(given)} />
        </button>
      ) : (
        <div className="paper-row">
          <Icon name="paper" />
          <span className="paper-name">{name}</span>
          <small>{t(needNames[requirement.need])}</small>
          {state ? (
            <span className={`due ${state.tone}`}>
              <Icon name={state.icon} size={14} />
              {state.word()}
            </span>
          ) : null}
          <TakeIn key={caseFile.version} caseFile={caseFile} paper={paper} />
        </div>
      )}
      {requirement.because ? <p className="because quiet">{t(requirement.because)}</p> : null}
    </li>
  )
}

/** 材料: by requirement, graded, opened beside what to look for. */
export function PapersPane({ caseFile }: { caseFile: CaseView }) {
  const papers = papersOf(caseFile)
  const first = papers.find((one) => one.given.length > 0)?.requirement.no ?? null
  const [open, setOpen] = useState<number | null>(first)
  const [position, setPosition] = useState(0)
  const opened = papers.find((one) => one.requirement.no === open && one.given.length > 0)
  const shown = opened?.given[position] ?? opened?.given[0]
  const owed = caseFile.deferred.filter((one) => !one.supplied)
  return (
    <>
      <ul className="papers">
        {papers.map((paper) => (
          <PaperLine
            key={paper.requirement.no}
            caseFile={caseFile}
            paper={paper}
            isOpen={paper.requirement.no === opened?.requirement.no}
            onOpen={() => {
              setPosition(0)
              setOpen(paper.requirement.no === open ? null : paper.requirement.no)
            }}
          />
        ))}
      </ul>
      {papers.length === 0 ? (
        <p className="quiet">{w('这个事项不需要任何材料。', 'This item needs no papers.')}</p>
      ) : null}
      {owed.map((one) => (
        <p key={one.materialNo} className="due amber">
          <Icon name="soon" size={14} />
          {w(
            `容缺：${one.name}，应于 ${dayWords(one.dueOn)}前补齐`,
            `Deferred: ${one.name}, owed by ${dayWords(one.dueOn)}`,
          )}
        </p>
      ))}
      {opened && shown ? (
        <div className="paper-open">
          {opened.given.length > 1 ? (
            <fieldset className="paper-files" aria-label={w('文件', 'Files')}>
              {opened.given.map((one, index) => (
                <button
                  key={one.position}
                  type="button"
                  aria-pressed={one === shown}
                  onClick={() => setPosition(index)}
                >
                  {index + 1}
                </button>
              ))}
            </fieldset>
          ) : null}
          <PaperViewer key={`${shown.materialNo}.${shown.position}`} caseNo={caseFile.caseNo} paper={shown} />
          <SideBySide key={`beside-${shown.materialNo}.${shown.position}`} caseFile={caseFile} first={shown} />
          <ReviewPoints key={opened.requirement.no} caseNo={caseFile.caseNo} paper={opened} />
          <CheckOriginal key={`check-${opened.requirement.no}`} caseFile={caseFile} paper={opened} />
          <TakeIn key={`take-${opened.requirement.no}-${caseFile.version}`} caseFile={caseFile} paper={opened} />
        </div>
      ) : null}
    </>
  )
}
