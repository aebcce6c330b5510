"""What is being written and not kept yet: one draft a browser, so that no browser overwrites another's."""

from sqlalchemy import Connection, delete, insert, select

from journal.draft import Draft
from journal.reflection import Owner
from memory.tables import drafts

_MOST = 10


def keep(connection: Connection, owner: Owner, draft: Draft) -> None:
    """Keeps a browser's draft in place of the one before; an empty text drops it. Of very many browsers the oldest
    drafts go."""
    mine = (drafts.c.owner == owner, drafts.c.device == draft.device)
    connection.execute(delete(drafts).where(*mine))
    if draft.text.strip():
        values = {"device": draft.device, "text": draft.text, "saved_at": draft.saved_at}
        connection.execute(insert(drafts).values(owner=owner, **values))
    newest = select(drafts.c.device).where(drafts.c.owner == owner).order_by(drafts.c.saved_at.desc(), drafts.c.device)
    for device in connection.execute(newest.offset(_MOST)).scalars().all():
        connection.execute(delete(drafts).where(drafts.c.owner == owner, drafts.c.device == device))


def all_of(connection: Connection, owner: Owner) -> tuple[Draft, ...]:
    """All drafts, the newest first."""
    query = select(drafts).where(drafts.c.owner == owner).order_by(drafts.c.saved_at.desc(), drafts.c.device)
    return tuple(Draft(device=row.device, text=row.text, saved_at=row.saved_at) for row in connection.execute(query))
