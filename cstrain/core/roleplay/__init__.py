"""Role-plays: the graph as written (graph), playing it (play), how a talk went (transcript), all that can happen in it
(analysis), and one decision of it as an item (practice).
"""

from cstrain.core.roleplay.graph import Customer, Edge, Ending, Line, Node, NodeChoice, Roleplay, Scene, Situation, When

__all__ = ["Customer", "Edge", "Ending", "Line", "Node", "NodeChoice", "Roleplay", "Scene", "Situation", "When"]
