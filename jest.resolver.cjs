// Relative imports end in `.js`, as Node wants it; before the build the file is `.ts`.
module.exports = (request, options) => {
  const source =
    request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('/node_modules/');
  if (source) {
    for (const ending of ['.ts', '.tsx']) {
      try {
        return options.defaultResolver(request.replace(/\.js$/, ending), options);
      } catch {
        // not written in TypeScript
      }
    }
  }
  return options.defaultResolver(request, options);
};
