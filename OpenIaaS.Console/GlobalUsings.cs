global using OpenIaaS.Infrastructure.Application;

// "Icons" means ours, not the component library's; _Imports.razor says the same for markup.
global using Icons = OpenIaaS.Console.Shell.IconSet;
