"""Telegram's edge: an update, a use case, words. The routers stand here in the order in which they are asked."""

from aiogram import Router


def fast() -> list[Router]:
    """Asked first, without looking up who somebody is."""
    from handlers.hangout import chats

    return [chats.router]


def routers() -> list[Router]:
    """Everything else; the first that knows what to do with an update takes it."""
    from handlers import fallback
    from handlers.credit import desk as credit_desk
    from handlers.credit import member as credit_member
    from handlers.credit import panel as credit_panel
    from handlers.credit import writing as credit_writing
    from handlers.daily import collection, imports, plan, queue, readers, today, uncertain, words, write, write_acts
    from handlers.daily import own as own_options
    from handlers.guide import guide, helping
    from handlers.guide import panel as guide_panel
    from handlers.habit import cues, interests, me, names, pause, standing, tags
    from handlers.hangout import change, hired, history, keepers, panel, setup, staff
    from handlers.ideas import back, behalf, board, made, suggest, triage
    from handlers.ideas import deciding as idea_deciding
    from handlers.ideas import decisions as idea_decisions
    from handlers.ideas import group as ideas_in_group
    from handlers.ideas import mine as my_ideas
    from handlers.ideas import settings as idea_settings
    from handlers.moments import desk as moment_desk
    from handlers.moments import mine as my_moments
    from handlers.moments import share as moment
    from handlers.needs import ask as need_ask
    from handlers.needs import card as need_card
    from handlers.needs import demand as need_demand
    from handlers.needs import helping as need_help
    from handlers.needs import talk as need_talk
    from handlers.person import forget, start
    from handlers.proof import half, seal
    from handlers.reward import panel as reward_panel
    from handlers.reward import redeem, rewards
    from handlers.scenario import draw
    from handlers.scenario import panel as scenario_panel
    from handlers.stick import bounds, export, rulebook, statement, stick
    from handlers.thanks import group as thanks
    from handlers.till import card, corrections, counter, desk, found, merits, notch, purchase
    from handlers.together import goals
    from handlers.together import panel as goal_panel
    from handlers.together import setup as goal_setup
    from handlers.watch import desk as watch_desk
    from handlers.watch import report

    own = [statement.router, draw.router, forget.router]
    own += [need_ask.router, need_talk.router, need_card.router, need_help.router, need_demand.router]
    owners = [setup.router, panel.router, change.router, write.router, write_acts.router, queue.router]
    owners += [imports.router, plan.router, collection.router, uncertain.router]
    own += [moment.router, my_moments.router]
    shelf = [
        moment_desk.router,
        rulebook.router,
        bounds.router,
        staff.router,
        hired.router,
        history.router,
        found.router,
        export.router,
        seal.router,
        reward_panel.router,
        credit_panel.router,
        goal_panel.router,
        goal_setup.router,
        tags.router,
        names.router,
        scenario_panel.router,
        keepers.router,
        triage.router,
        guide_panel.router,
        idea_decisions.router,
        idea_deciding.router,
        watch_desk.router,
    ]
    at_counter = [
        card.router,
        counter.router,
        purchase.router,
        merits.router,
        notch.router,
        corrections.router,
        redeem.router,
        credit_desk.router,
        credit_writing.router,
        behalf.router,
        desk.router,
    ]
    return [
        fallback.made_up,
        thanks.listening,
        start.router,
        today.router,
        own_options.router,
        words.router,
        suggest.router,
        my_ideas.router,
        ideas_in_group.router,
        idea_settings.router,
        readers.router,
        *own,
        *owners,
        *shelf,
        *at_counter,
        credit_member.router,
        board.router,
        back.router,
        cues.router,
        stick.router,
        me.router,
        pause.router,
        interests.router,
        standing.router,
        guide.router,
        helping.router,
        half.router,
        rewards.router,
        goals.router,
        made.router,
        report.router,
        thanks.router,
        counter.codes,
        half.codes,
        seal.codes,
        fallback.router,
    ]
