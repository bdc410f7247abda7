"""Signing in by the pack's form. A captcha or anything unknown stops it: a person is asked, nothing is tried."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page

from watchdog.adapters.browser.settings import Credentials
from watchdog.adapters.browser.settle import navigated
from watchdog.model.pack import LoginSpec


class SignedIn(StrEnum):
    YES = "yes"
    REFUSED = "refused"
    """The form said no: wrong user or password, locked account."""
    CHALLENGED = "challenged"
    """Captcha, identity check, or a code that nobody could give: a person is needed."""
    UNKNOWN = "unknown"
    """Neither signed in nor refused before the deadline; treated like a challenge."""


class FormTroubleError(Exception):
    """The form is not as the pack says. Carries no text that was typed."""


@dataclass(frozen=True)
class SignIn:
    result: SignedIn
    why: str = ""
    """What the site said, or what we saw; never what we typed."""


class _At(StrEnum):
    """Where the form stands."""

    FORM = "form"
    CODE = "code"
    ERROR = "error"
    CHALLENGE = "challenge"
    INSIDE = "inside"
    ELSEWHERE = "elsewhere"


_WHERE = """
(a) => {
  const visible = (e) => e.getClientRects().length > 0;
  const shown = (css) => {
    try { return [...document.querySelectorAll(css)].find(visible); } catch { return undefined; }
  };
  const first = (list) => list.map(shown).find(Boolean);
  const where = () => {
    if (a.challengeUrl && new RegExp(a.challengeUrl, "i").test(location.href)) return ["challenge", location.pathname];
    const challenge = first(a.challenge);
    if (challenge) return ["challenge", (challenge.textContent || challenge.getAttribute("placeholder") || "").trim()];
    const error = first(a.error);
    if (error && error.textContent.trim()) return ["error", error.textContent.trim()];
    if (first(a.code)) return ["code", ""];
    if (first(a.password)) return ["form", ""];
    if (first(a.signedIn)) return ["inside", ""];
    return ["elsewhere", location.href];
  };
  return new Promise((resolve) => {
    const end = performance.now() + a.timeout;
    let over = false;
    const observer = new MutationObserver(() => check());
    const check = () => {
      if (over) return;
      const [at, text] = where();
      const late = performance.now() >= end;
      if (!late && (a.leave.includes(at) || (at === "elsewhere" && location.href === a.known))) return;
      over = true;
      observer.disconnect();
      resolve([at, text.slice(0, 300)]);
    };
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(check, a.timeout);
    check();
  });
}
"""


@dataclass(frozen=True)
class Form:
    """The sign-in form of one page. `inside`: tells whether the session's cookies are there."""

    page: Page
    spec: LoginSpec
    inside: Callable[[], Awaitable[bool]]
    deadline_s: float

    async def reach(self, address: str) -> None:
        """Goes to the form, unless the site has led us there already. Raises PlaywrightError."""
        if not await self.page.locator(", ".join(self.spec.password)).count():
            await self.page.goto(address, wait_until="commit", timeout=self.deadline_s * 1000)

    async def shown(self) -> bool:
        """True while a form, a code or a challenge stands on the page; a page that is just leaving counts as one."""
        try:
            at, _ = await self._ask(known="", leave=(), timeout_s=0)
        except PlaywrightError as error:
            if not navigated(error):
                raise
            return True
        return at not in (_At.INSIDE, _At.ELSEWHERE)

    async def sign_in(self, credentials: Credentials, code: Callable[[], Awaitable[str | None]]) -> SignIn:
        """Types user and password once, answers a code once. Every outcome is a value."""
        try:
            return await self._steps(credentials, code)
        except FormTroubleError as trouble:
            return SignIn(SignedIn.UNKNOWN, str(trouble))

    async def _steps(self, credentials: Credentials, code: Callable[[], Awaitable[str | None]]) -> SignIn:
        at, text = await self._where(leave=())
        if at is _At.INSIDE:
            return SignIn(SignedIn.YES)
        if at is not _At.FORM:
            return self._stopped(at, text)
        await self._type(self.spec.user, credentials.user)
        await self._type(self.spec.password, credentials.password.get_secret_value())
        await self._press(self.spec.submit, self.spec.password)
        at, text = await self._where(leave=(_At.FORM,))
        if at is not _At.CODE:
            return self._stopped(at, text)
        answer = await code()
        if answer is None:
            return SignIn(SignedIn.CHALLENGED, "the site asks for a one-time code and nobody could give one")
        await self._type(self.spec.code, answer)
        await self._press(self.spec.code_submit, self.spec.code)
        at, text = await self._where(leave=(_At.CODE, _At.FORM))
        return self._stopped(at, text)

    def _stopped(self, at: _At, text: str) -> SignIn:
        if at is _At.INSIDE:
            return SignIn(SignedIn.YES)
        if at is _At.ERROR:
            return SignIn(SignedIn.REFUSED, f"the sign-in form says: {text}")
        if at is _At.CHALLENGE:
            return SignIn(SignedIn.CHALLENGED, f"the site asks for a check: {text}")
        if at in (_At.FORM, _At.CODE):
            return SignIn(SignedIn.UNKNOWN, "the form was sent and nothing came of it")
        return SignIn(SignedIn.UNKNOWN, f"an unknown page after signing in: {text.partition('?')[0]}")

    async def _where(self, leave: tuple[_At, ...]) -> tuple[_At, str]:
        """Where we are, once it is none of `leave`; at the deadline, wherever we are then."""
        end = time.monotonic() + self.deadline_s
        at, text, outside = _At.ELSEWHERE, "", self.page.url
        while (left := end - time.monotonic()) > 0:
            try:
                at, text = await self._ask(known=outside, leave=leave, timeout_s=min(left, 0.5))
            except PlaywrightError as error:
                if not navigated(error):
                    raise
                continue
            if at is _At.ELSEWHERE and await self.inside():
                return _At.INSIDE, ""
            outside = self.page.url
            if at not in (*leave, _At.ELSEWHERE):
                return at, text
        return at, text

    async def _ask(self, *, known: str, leave: tuple[_At, ...], timeout_s: float) -> tuple[_At, str]:
        argument: dict[str, object] = {
            "challengeUrl": self.spec.challenge_url,
            "challenge": list(self.spec.challenge),
            "error": list(self.spec.error),
            "code": list(self.spec.code),
            "password": list(self.spec.password),
            "signedIn": list(self.spec.signed_in),
            "leave": [one.value for one in leave],
            "known": known,
            "timeout": round(timeout_s * 1000),
        }
        found, text = await self.page.evaluate(_WHERE, argument)
        return _At(found), text

    async def _type(self, selectors: tuple[str, ...], text: str) -> None:
        field = await self._first(selectors)
        try:
            await field.fill(text, timeout=self.deadline_s * 1000)
        except PlaywrightError:
            # Playwright's message repeats what was typed: it must not travel on.
            raise FormTroubleError("a field of the sign-in form cannot be filled in") from None

    async def _press(self, buttons: tuple[str, ...], fields: tuple[str, ...]) -> None:
        """The button, or Enter in the field where the form has none."""
        try:
            if buttons:
                await (await self._first(buttons)).click(timeout=self.deadline_s * 1000)
            else:
                await (await self._first(fields)).press("Enter")
        except PlaywrightError as error:
            if not navigated(error):
                raise FormTroubleError("the button of the sign-in form cannot be clicked") from None

    async def _first(self, selectors: tuple[str, ...]) -> Locator:
        """The first of these that is visible; else the first, which then fails with a clear word."""
        found = [self.page.locator(css).locator("visible=true").first for css in selectors]
        for one in found:
            if await one.count():
                return one
        return found[0]
