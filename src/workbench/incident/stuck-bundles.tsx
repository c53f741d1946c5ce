import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../api-client.ts'
import type { StuckBundle as Stuck } from '../api-contract.ts'
import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { groupBundleNo, timeWords } from '../words.ts'

/** The bundles that wait because one of their items cannot begin: why, and when that is tried again. */
export const StuckBundles = ({ all }: { all: readonly Stuck[] }) =>
  all.map((one) => <StuckBundle key={one.bundleNo} one={one} />)

/** Looks until the server has tried: seconds go by between the press and what comes of it. */
async function waitForTry(bundleNo: string, attempts: number): Promise<'went-on' | 'stuck' | 'later'> {
  for (let look = 0; look < 15; look++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const answer = await api.waitingBundle(bundleNo)
    if (!answer.ok) continue
    if (answer.value.attempts === null) return 'went-on'
    if (answer.value.attempts !== attempts) return 'stuck'
  }
  return 'later'
}

function useTryNow(one: Stuck) {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const tell = async (): Promise<void> => {
    const answer = await api.retryBundle(one.bundleNo)
    if (!answer.ok) return void message.error(answer.problem.detail)
    const { attempts } = answer.value
    const how = attempts === null ? 'went-on' : await waitForTry(one.bundleNo, attempts)
    switch (how) {
      case 'went-on':
        return void message.success(w('已接着办', 'It has gone on'))
      case 'stuck':
        return void message.warning(w('刚刚再试过，仍不能接着办', 'Tried again just now: it still cannot go on'))
      case 'later':
        return void message.info(w('已排上，稍后自动再试', 'It is next in line and will be tried shortly'))
    }
  }
  const tryNow = async () => {
    setBusy(true)
    await tell()
    await cache.invalidateQueries({ queryKey: ['incidents'] })
    setBusy(false)
  }
  return { isBusy, tryNow }
}

function StuckBundle({ one }: { one: Stuck }) {
  const { bundleNo, name, problem, attempts, nextTryAt } = one
  const { isBusy, tryNow } = useTryNow(one)
  const button = (
    <Button loading={isBusy} onClick={() => void tryNow()}>
      {w('立即再试', 'Try now')}
    </Button>
  )
  return (
    <Notice kind="red" action={button}>
      {w(`一件事“${t(name)}”`, `The bundle “${t(name)}” `)}
      <span className="num">{groupBundleNo(bundleNo)}</span>
      {w('暂时不能接着办：', ' cannot go on for now: ')}
      {t(problem)}
      <br />
      <small>
        {w(
          `已试过 ${attempts} 次，${timeWords(nextTryAt)}自动再试；原因排除后会自动接着办。`,
          `Tried ${attempts === 1 ? 'once' : `${attempts} times`}, again by itself at ${timeWords(nextTryAt)}; it goes on once the cause is mended.`,
        )}
      </small>
    </Notice>
  )
}
