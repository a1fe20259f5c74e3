"""Build completion scripts for bash, zsh and fish from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.completion_values import values_of_operands, values_of_option
from reader.cli.parser import Command, Option
from reader.locale.translator import Translator

_FISH = """\
# fish completion for khabar
function __khabar_at --description 'tell whether these words are the command on the line so far'
    set -l name
    set -l words (commandline -opc)
    set -l at 2
    while test $at -le (count $words)
        switch $words[$at]
            case {taking}
                set at (math $at + 1)
            case '-*'
            case '*'
                if test -z "$name"; or contains -- "$name" {groups}
                    set -a name $words[$at]
                end
        end
        set at (math $at + 1)
    end
    test "$name" = "$argv"
end
"""


def bash(_translate: Translator) -> str:
    """Return the script for bash, which shows no descriptions."""
    cases = "\n".join(
        f'        "{command.name}") words="{_words(command)}" values={values_of_operands(command)} ;;'
        for command in COMMANDS
    )
    values = "\n".join(
        f"        {place}) _khabar_among '{' '.join(choices)}'; return ;;"
        for place, choices in _with_choices().items()
    )
    lists = "\n".join(
        f"        {place}) _khabar_values {kind}; return ;;" for place, kind in _with_values().items()
    )
    return f"""\
# bash completion for khabar
_khabar() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" option=""
    if [[ "$current" == = ]]; then current=""
    elif [[ "$previous" == = ]]; then previous="${{COMP_WORDS[COMP_CWORD-2]}}"
    elif [[ "$current" == --*=* ]]; then  # one word to zsh, which wants it back whole
        previous="${{current%%=*}}" option="${{current%%=*}}=" current="${{current#*=}}"
    fi
    _khabar_offers
    [[ -n "$option" ]] && COMPREPLY=("${{COMPREPLY[@]/#/$option}}")
    return 0
}}
_khabar_offers() {{
    local name="" words values="" at
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${{COMP_WORDS[at]}}" in
            {"|".join(_taking())}) ((at++)); [[ "${{COMP_WORDS[at]}}" == = ]] && ((at++)) ;;
            -*) ;;
            *) if [[ -z "$name" ]]; then name="${{COMP_WORDS[at]}}"
               elif [[ " {_groups()} " == *" $name "* ]]; then name+=" ${{COMP_WORDS[at]}}"; fi ;;
        esac
    done
    case "$name $previous" in
{values}
{lists}
        *" "{'|*" "'.join(_files())}) _khabar_files; return ;;
    esac
    case "$name" in
        "") words="{_top()}" ;;
{cases}
        *) words="{_everywhere()}" ;;
    esac
    _khabar_among "$words"
    [[ -n "$values" && "$current" != -* ]] && _khabar_values "$values"
    [[ -z "${{COMPREPLY[*]}}" && "$current" != -* ]] && _khabar_files
}}
_khabar_among() {{  # zsh's compgen -W gives those that do not match, too
    local offer
    COMPREPLY=()
    for offer in $1; do [[ "$offer" == "$current"* ]] && COMPREPLY+=("$offer"); done
}}
_khabar_values() {{  # from the library and the configuration; descriptions stand behind a tab
    local offer
    while IFS= read -r offer; do
        offer="${{offer%%$'\\t'*}}"
        [[ -n "$offer" && "$offer" == "$current"* ]] && COMPREPLY+=("$offer")
    done <<< "$(khabar completion --values "$1" 2>/dev/null)"
}}
_khabar_files() {{
    if [[ -z "$option" ]]; then COMPREPLY=($(compgen -f -- "$current")); return; fi
    COMPREPLY=("$current"*)  # zsh's compgen -f looks for files named like the whole word
    [[ -e "${{COMPREPLY[0]}}" ]] || COMPREPLY=()
}}
complete -o filenames -F _khabar khabar
"""


def zsh(translate: Translator) -> str:
    """Return the completion script for zsh, which uses zsh's compatibility with bash.

    In a folder of ``fpath`` the whole script is the function at its first call, and completes at once.
    """
    start = "#compdef khabar\nautoload -Uz bashcompinit && bashcompinit\n"
    return (
        f"{start}{bash(translate)}[[ $funcstack[1] == _khabar ]] && _bash_complete -o filenames -F _khabar\n"
    )


def fish(translate: Translator) -> str:
    """Return the script for fish, with descriptions in the language of messages."""
    lines = [_FISH.format(taking=" ".join(_taking()), groups=_groups()), "complete -c khabar -f"]
    for command in COMMANDS:
        outer, _, inner = command.name.rpartition(" ")
        offered = f"-a {inner} -d {_quoted(translate(command.summary))}"
        lines.append(f"complete -c khabar -n '__khabar_at {outer}' {offered}")
        here = f" -n '__khabar_at {command.name}'"
        if "FILE" in command.operands:
            lines.append(f"complete -c khabar{here} -F")
        if command.values:
            lines.append(f"complete -c khabar{here} -a {_quoted(' '.join(command.values))}")
        if kind := values_of_operands(command):
            lines.append(f"complete -c khabar{here} -a {_quoted(_fish_values(kind))}")
        lines += [_fish_option(option, here, translate) for option in command.options]
    lines += [_fish_option(option, "", translate) for option in EVERYWHERE]
    return "\n".join(lines) + "\n"


def _fish_option(option: Option, condition: str, translate: Translator) -> str:
    short = f" -s {option.short[1:]}" if option.short else ""
    takes = ""
    if option.choices:
        takes = f" -x -a {_quoted(' '.join(option.choices))}"
    elif kind := values_of_option(option):
        takes = f" -x -a {_quoted(_fish_values(kind))}"
    elif option.metavar:
        takes = " -r -F" if option.kind == "file" else " -x"
    words = _quoted(translate(option.summary))
    return f"complete -c khabar{condition} -l {option.name[2:]}{short}{takes} -d {words}"


def _fish_values(kind: str) -> str:
    return f"(khabar completion --values {kind} 2>/dev/null)"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _groups() -> str:
    """Return the commands that have commands of their own."""
    return " ".join(sorted({command.name.split()[0] for command in COMMANDS if " " in command.name}))


def _top() -> str:
    return " ".join([*(command.name for command in COMMANDS if " " not in command.name), _everywhere()])


def _everywhere() -> str:
    return " ".join(option.name for option in EVERYWHERE)


def _words(command: Command) -> str:
    inner = [other.name.partition(" ")[2] for other in COMMANDS if other.name.startswith(f"{command.name} ")]
    return " ".join([*inner, *command.values, *(option.name for option in command.options), _everywhere()])


def _with_choices() -> dict[str, tuple[str, ...]]:
    """Return the choices of each option that has some, by command and name as a shell pattern."""
    found = {f'*" {option.name}"': option.choices for option in EVERYWHERE if option.choices}
    for command in COMMANDS:
        found |= {f'"{command.name} {each.name}"': each.choices for each in command.options if each.choices}
    return found


def _with_values() -> dict[str, str]:
    """Return the value kind of each option that has one, by command and name as a pattern."""
    found = {}
    for command in COMMANDS:
        for each in command.options:
            if kind := values_of_option(each):
                found[f'"{command.name} {each.name}"'] = kind
    return found


def _taking() -> list[str]:
    """Return the options that take a value, as they may be written."""
    return _spelt(option for option in _options() if option.metavar)


def _files() -> list[str]:
    return _spelt(option for option in _options() if option.kind == "file")


def _spelt(options: Iterable[Option]) -> list[str]:
    return sorted({name for option in options for name in (option.name, option.short) if name})


def _options() -> tuple[Option, ...]:
    return (*EVERYWHERE, *(option for command in COMMANDS for option in command.options))


SHELLS: dict[str, Callable[[Translator], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""By the shell's name."""
