// On a desk the cursor waits in the box; on a phone a keyboard that jumps up would hide the page.
const box = document.querySelector<HTMLInputElement>('input[data-focus]')
if (box && matchMedia('(min-width: 760px) and (hover: hover)').matches) box.focus()

export {}
