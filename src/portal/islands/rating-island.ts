// Shows the reasons of the chosen grade only; without script each grade keeps its own list to open.
const sync = () => {
  const chosen = document.querySelector<HTMLInputElement>('input[name=level]:checked')?.value
  for (const list of document.querySelectorAll<HTMLDetailsElement>('details[data-level]')) {
    list.hidden = list.dataset['level'] !== chosen
    list.open = !list.hidden
    if (list.hidden) for (const box of list.querySelectorAll<HTMLInputElement>('input:checked')) box.checked = false
  }
}
document.addEventListener('change', (event) => {
  if ((event.target as HTMLInputElement).name === 'level') sync()
})
sync()

export {}
