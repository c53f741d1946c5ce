// On a desk the cursor waits in the box; on a phone a keyboard that jumps up would hide the page.
const box = document.querySelector<HTMLInputElement>('input[data-focus]')
if (box && matchMedia('(min-width: 760px) and (hover: hover)').matches) box.focus()

// Where the browser understands speech, the question can be said. Nothing is recorded by us.
type Heard = { results: ArrayLike<{ 0: { transcript: string }; isFinal: boolean }> }
type Recognition = {
  lang: string
  interimResults: boolean
  onresult: (event: Heard) => void
  onerror: () => void
  onend: () => void
  start(): void
  stop(): void
}
type Speech = { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition }

const zh = document.documentElement.lang.startsWith('zh')
const button = document.querySelector<HTMLButtonElement>('[data-voice]')
const heard = document.querySelector<HTMLElement>('[data-heard]')
const { SpeechRecognition: Known, webkitSpeechRecognition: Prefixed } = window as unknown as Speech
const Recogniser = Known ?? Prefixed

if (Recogniser && button && box && heard) {
  let listening: Recognition | undefined
  const say = (text: string) => {
    heard.textContent = text
  }
  const stop = () => {
    listening = undefined
    button.setAttribute('aria-pressed', 'false')
  }
  button.hidden = false
  button.setAttribute('aria-pressed', 'false')
  button.addEventListener('click', () => {
    if (listening) return listening.stop()
    const recognition = new Recogniser()
    recognition.lang = zh ? 'zh-CN' : 'en-GB'
    recognition.interimResults = true
    recognition.onresult = (event) => {
      const results = Array.from(event.results)
      box.value = results.map((one) => one[0].transcript).join('')
      if (results.at(-1)?.isFinal) box.form?.requestSubmit()
    }
    recognition.onerror = () =>
      say(zh ? '没有听清。请再说一遍，或者打字。' : 'That was not understood. Say it again, or type.')
    recognition.onend = stop
    listening = recognition
    button.setAttribute('aria-pressed', 'true')
    say(zh ? '请说，我在听。' : 'Go ahead, listening.')
    recognition.start()
  })
}

export {}
