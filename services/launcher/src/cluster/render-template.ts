// nginx's templates, rendered by the rule of the official image's entrypoint: only variables that are given are
// replaced, so that nginx's own ($uri, $policy, …) stay.

export function renderTemplate(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare = '') => {
    const name = braced ?? bare;
    return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole;
  });
}
