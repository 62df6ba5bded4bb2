using SessionService.Listen;

return ListenCommand.Run(args);
