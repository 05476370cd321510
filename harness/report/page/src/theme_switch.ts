import {choice} from './choice.ts';

const KEY = 'tidemark-theme';
const THEMES = ['auto', 'light', 'dark'];

// Pages opened from files may have no storage.
function remembered(): string {
  try {
    const theme = localStorage.getItem(KEY) ?? 'auto';
    return THEMES.includes(theme) ? theme : 'auto';
  } catch {
    return 'auto';
  }
}

function apply(theme: string): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}

// Colours as the system has them, light or dark.
export function themeSwitch(): HTMLElement {
  const theme = remembered();
  apply(theme);
  const options = [
    {value: 'auto', title: 'Auto'},
    {value: 'light', title: 'Light'},
    {value: 'dark', title: 'Dark'},
  ];
  return choice('Colours', options, theme, apply);
}
