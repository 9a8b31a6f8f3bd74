// Chooses the time zone of this machine; the person may choose another.
const list = document.querySelector("[data-guess]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (list && [...list.options].some((one) => one.value === here)) list.value = here;
