// Chooses the language before anything is shown: that of the link, or else the browser's first of the two.
const asked = new URLSearchParams(location.search).get('lang');
const spoken = navigator.languages.map((tag) => tag.slice(0, 2));
document.documentElement.lang = [asked, ...spoken].find((tag) => tag === 'en' || tag === 'ko') ?? 'en';
