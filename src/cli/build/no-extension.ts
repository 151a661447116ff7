/** Stands in for `webextension-polyfill` where no extension is: words come from `speak` alone. */
export default { i18n: { getMessage: (): string => '' } };
