return await SessionService.Silo.NodeCommand.Create().Parse(args).InvokeAsync();
