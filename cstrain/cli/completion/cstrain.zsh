#compdef cstrain
# TAB for cstrain in zsh: source this file after compinit, or put it in $fpath as _cstrain.
_cstrain() {
    local line typed
    local -a lines values notes
    typed="${(pj:\n:)${(@Q)words[1,CURRENT-1]}}"$'\n'"${(Q)PREFIX}"
    lines=("${(@f)$(_CSTRAIN_TAB=zsh _CSTRAIN_TYPED=$typed "${(Q)words[1]}" 2> /dev/null)}")
    if [[ $lines[1] == files ]]; then
        [[ $PREFIX != --*=* ]] || compset -P '*='
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        notes+=("${line/$'\t'/  -- }")
    done
    [[ $PREFIX != --*=* ]] || compset -P '*='
    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -l -d notes -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _cstrain "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _cstrain cstrain
fi
