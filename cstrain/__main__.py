"""python -m cstrain"""

from cstrain.cli.main import main

main()
