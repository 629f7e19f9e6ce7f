# TAB for cstrain in fish: put this file in ~/.config/fish/completions.
function __cstrain_complete
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    # What a quote left open leaves unclear is told as it stands.
    set -l meant (string unescape -- "$token"; or printf '%s' "$token")
    set -l typed (string join \n -- $words "$meant" | string collect)
    set -l lines (_CSTRAIN_TAB=fish _CSTRAIN_TYPED=$typed $words[1] 2> /dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (commandline -ct)
    else if set -q lines[2]
        printf '%s\n' $lines[2..-1]
    end
end
complete --command cstrain --no-files --arguments '(__cstrain_complete)'
