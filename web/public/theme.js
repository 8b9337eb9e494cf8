// Before the first paint, so that nothing flashes; src/ui/look.ts goes on from here.
(() => {
  const { dataset } = document.documentElement;
  const theme = localStorage.getItem("parley.theme");
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  const more = localStorage.getItem("parley.contrast") === "more" || matchMedia("(prefers-contrast: more)").matches;
  if (more) dataset.contrast = "more";
})();
