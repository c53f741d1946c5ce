import { Modal, Progress } from 'antd'
import { useEffect, useState } from 'react'
import type { ReplayReport, RuleReport } from '#handling'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { w } from '../text.ts'
import { type Kind, processApi } from './process-api.ts'
import type { Named, ReplayView } from './process-contract.ts'
import { ReplayResult } from './replay-result.tsx'
import { RuleResult } from './rule-result.tsx'

/** Saves, replays, and asks how far it is until it is done. */
function useReplay(input: { kind: Kind; definition: string; save: () => Promise<string | null> }) {
  const [replay, setReplay] = useState<ReplayView | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one replay for each opening of the dialog
  useEffect(() => {
    let isGone = false
    const follow = async (replayId: string): Promise<void> => {
      for (let waited = 150; !isGone; waited = Math.min(waited * 1.5, 1500)) {
        const answer = await processApi.replay(input.kind, input.definition, replayId)
        if (isGone) return
        if (!answer.ok) return setRefusal(answer.problem)
        setReplay(answer.value)
        if (answer.value.state !== 'running') return
        await new Promise((resolve) => setTimeout(resolve, waited))
      }
    }
    const begin = async () => {
      const digest = await input.save()
      if (isGone || digest === null) return
      const started = await processApi.startReplay(input.kind, input.definition, digest)
      if (isGone) return
      if (started.ok) await follow(started.value.replayId)
      else setRefusal(started.problem)
    }
    void begin()
    return () => {
      isGone = true
    }
  }, [])
  return { replay, refusal, setRefusal }
}

/** What the replay of a route found, with a word of caution where cases stand at steps that are gone. */
const Found = ({ report }: { report: Named<ReplayReport> }) => (
  <>
    {report.running.lost > 0 ? (
      <Notice kind="amber">
        {w(
          `有 ${report.running.lost} 件停在草稿没有的环节。它们仍按原来的版本办完，但不能移到新版本。`,
          `${report.running.lost} cases stand at steps that the draft lacks. They end by their own version and cannot be moved.`,
        )}
      </Notice>
    ) : null}
    <ReplayResult report={report} />
    <p className="hint">
      {w(
        '发布后，新办件按新版本办；在办件仍按原来的版本办，可以在“版本”里逐件移过来。',
        'New cases follow the new version. Running ones keep theirs and can be moved one by one under Versions.',
      )}
    </p>
  </>
)

/** What the replay of a table found; what was decided is not touched by it. */
const FoundOfTable = ({ report }: { report: Named<RuleReport> }) => (
  <>
    <RuleResult report={report} />
    <p className="hint">
      {w(
        '发布后，新办件按新版本算；已经告知的材料和收费、已经作出的决定不变。',
        'New cases go by the new version; what was told and decided stays as it is.',
      )}
    </p>
  </>
)

const Outcome = ({ replay }: { replay: ReplayView }) => {
  if (replay.report === null) return null
  return replay.kind === 'process' ? <Found report={replay.report} /> : <FoundOfTable report={replay.report} />
}

type PublishProps = {
  kind: Kind
  definition: string
  save: () => Promise<string | null>
  onPublished: (version: number) => void
  onClose: () => void
}

const titleOf = (kind: Kind): string =>
  kind === 'process'
    ? w('发布前，先用在办件重放', 'Before publishing: the recorded cases are replayed')
    : w('发布前，先用草稿把以往的办件重新算一遍', 'Before publishing: past cases are worked out again by the draft')

/** 发布: first what it would have meant for every recorded case, then the button. */
export function PublishDialog({ kind, definition, save, onPublished, onClose }: PublishProps) {
  const { replay, refusal, setRefusal } = useReplay({ kind, definition, save })
  const [isBusy, setBusy] = useState(false)
  const done = replay?.state === 'done' ? replay : null
  const hasFailed = replay?.state === 'failed'
  const publish = async () => {
    if (replay === null) return
    setBusy(true)
    const answer = await processApi.publish(kind, definition, replay.digest, replay.replayId)
    setBusy(false)
    if (answer.ok) onPublished(answer.value.version)
    else setRefusal(answer.problem)
  }
  return (
    <Modal
      open
      title={titleOf(kind)}
      width="min(820px, 96vw)"
      onCancel={onClose}
      cancelText={w('先不发布', 'Not yet')}
      okText={w('发布为新版本', 'Publish as a new version')}
      okButtonProps={{ disabled: done === null || refusal !== null, loading: isBusy }}
      onOk={() => void publish()}
    >
      {refusal ? <ProblemNotice problem={refusal} /> : null}
      {hasFailed ? (
        <Notice kind="red">{w('重放没有完成，请再试一次。', 'The replay did not finish. Try again.')}</Notice>
      ) : null}
      {done === null && refusal === null && !hasFailed ? <Waiting replay={replay} /> : null}
      {done === null ? null : <Outcome replay={done} />}
    </Modal>
  )
}

const Waiting = ({ replay }: { replay: ReplayView | null }) => {
  const percent = replay && replay.total > 0 ? Math.floor((100 * replay.replayed) / replay.total) : 0
  return (
    <div role="status">
      <Progress percent={percent} aria-label={w('重放进度', 'Progress of the replay')} />
      <p className="hint">
        {w(
          `已重放 ${replay?.replayed ?? 0} 件，共 ${replay?.total ?? '…'} 件`,
          `${replay?.replayed ?? 0} of ${replay?.total ?? '…'} cases replayed`,
        )}
      </p>
    </div>
  )
}
