import {html, type Content} from './element.ts';

// A small card beside the pointer or the focused mark. What it says is also told to screen readers
// by the mark itself, so the card is hidden from them.
export class Tooltip {
  readonly element = html('div', {class: 'tooltip', 'aria-hidden': 'true', hidden: true});

  constructor(private readonly frame: HTMLElement) {
    frame.append(this.element);
  }

  // Beside the point (x, y) of the frame, on the side where there is room.
  show(x: number, y: number, ...contents: Content[]): void {
    this.element.replaceChildren(...contents.filter((content) => content instanceof Node));
    this.element.hidden = false;
    const gap = 14;
    const width = this.element.offsetWidth;
    const height = this.element.offsetHeight;
    const right = x + gap + width <= this.frame.clientWidth;
    const left = right ? x + gap : Math.max(0, x - gap - width);
    const top = Math.max(0, Math.min(y - height / 2, this.frame.clientHeight - height));
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
