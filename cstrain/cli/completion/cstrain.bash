# TAB for cstrain in bash: source this file.
_cstrain() {
    local kind='' line
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r line || [[ -n $line ]]; do COMPREPLY+=("$line"); done
    } < <(_CSTRAIN_TAB=bash _CSTRAIN_TYPED="${COMP_LINE:0:COMP_POINT}" "$1" 2> /dev/null)
    [[ $kind != files ]] || compopt -o default 2> /dev/null || true
}
complete -F _cstrain cstrain
